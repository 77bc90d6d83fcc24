package io.portent.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.codec.Codec;
import io.portent.codec.text.TextCodecProvider;
import io.portent.model.NetworkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Training goes on as if it had not stopped, and is the loss that it says it is. */
class TextTrainingTest {
    private static final Frequencies OFTEN = new Frequencies(3, 5, 1, 4);

    /** Ends training after some steps; keeps what it has been told. */
    private static final class Told implements TextListener {
        private long left;
        private final List<Double> losses = new ArrayList<>();
        private final List<String> samples = new ArrayList<>();
        private final List<Long> copies = new ArrayList<>();
        private final List<TextProgress> epochs = new ArrayList<>();

        Told(long steps) {
            left = steps;
        }

        @Override
        public boolean stop() {
            return --left <= 0;
        }

        @Override
        public void info(TextProgress progress) {
            losses.add(progress.smoothLoss());
        }

        @Override
        public void sample(TextProgress progress, String text) {
            samples.add(text);
        }

        @Override
        public void epoch(TextProgress progress) {
            epochs.add(progress);
        }

        @Override
        public void backup(TextBundle<?> bundle) {
            copies.add(bundle.progress().iterations());
        }
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(2 + i % 3)));
        }
        return text.toString();
    }

    private static TextSpec spec(NetworkKind kind, Random random) {
        UpdaterKind updater = random.nextBoolean() ? UpdaterKind.ADAM : UpdaterKind.ADAGRAD;
        return new TextSpec(
                "text",
                kind,
                1 + random.nextInt(6),
                1 + random.nextInt(2),
                random.nextBoolean() ? 0.3 : 0,
                1 + random.nextInt(6),
                1 + random.nextInt(4),
                updater,
                0.05,
                1e-8,
                5,
                random.nextBoolean() ? 0.1 : 0,
                random.nextLong(),
                3,
                random.nextBoolean() ? 0.2 : 0);
    }

    private static TextBundle<Integer> train(
            TextSpec spec, String text, @Nullable TextBundle<Integer> from, Told told) {
        Codec<Integer> codec = new TextCodecProvider().fit(text, Map.of());
        try (TextTraining<Integer> training =
                new TextTraining<>(spec, codec, codec.read(text), "hash of " + text, List.of(), from)) {
            return training.run(OFTEN, told);
        }
    }

    @ParameterizedTest
    @EnumSource(value = NetworkKind.class, mode = EnumSource.Mode.MATCH_NONE, names = "BIDIRECTIONAL.*")
    void stoppedAnywhere_itGoesOnBitForBit(NetworkKind kind) {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            String text = text(random, 20 + random.nextInt(60));
            TextSpec spec = spec(kind, random);
            Told whole = new Told(Long.MAX_VALUE);
            TextBundle<Integer> undisturbed = train(spec, text, null, whole);
            Told pieces = new Told(1 + random.nextInt(20));
            TextBundle<Integer> stopped = train(spec, text, null, pieces);
            while (stopped.progress().epoch() < spec.epochs()) {
                pieces.left = 1L + random.nextInt(20);
                stopped = train(spec, text, stopped, pieces);
            }
            String what = kind + ", seed " + seed;
            assertThat(stopped.model().weights())
                    .as(what)
                    .isEqualTo(undisturbed.model().weights());
            assertThat(pieces.losses).as(what).isEqualTo(whole.losses);
            assertThat(pieces.samples).as(what).isEqualTo(whole.samples);
            assertThat(pieces.copies).as(what).isEqualTo(whole.copies);
            assertThat(stopped.progress()).as(what).usingRecursiveComparison().isEqualTo(undisturbed.progress());
        }
    }

    @Test
    void anotherText_isBegunWithWhatHasBeenLearnt() {
        TextSpec spec = spec(NetworkKind.GRU, new Random(1));
        TextBundle<Integer> first = train(spec, "abcabcabcabc", null, new Told(5));
        TextBundle<Integer> other = train(spec, "cabcabcabcabcabc", first, new Told(1));
        assertThat(other.progress().iterations()).isEqualTo(first.progress().iterations() + 1);
        assertThat(other.progress().epoch()).isZero();
        assertThat(other.progress().batch()).isEqualTo(1);
        assertThat(other.model().weights()).isNotEqualTo(first.model().weights());
    }

    /** As min-char-rnn has it: 0.999 of the last, a thousandth of the new, from what knowing nothing costs. */
    @Test
    void smoothLoss_beginsWithWhatKnowingNothingCosts_andTakesAThousandthOfEachStep() {
        String text = "abcdabcdabcdabcdabcdabcd";
        TextSpec plain = new TextSpec(
                "text", NetworkKind.SIMPLE_RNN, 5, 1, 0, 4, 1, UpdaterKind.ADAGRAD, 0.1, 1e-8, 5, 1e-9, 1, 1, 0);
        Told told = new Told(1);
        train(plain, text, null, told);
        double nothing = 4 * Math.log(4);
        // With weights of nearly zero the first step costs just that, too.
        assertThat(told.losses.get(0)).isCloseTo(nothing, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void whatIsHeldOut_isTheEndOfTheText_andIsNotLearnt() {
        String text = "ab".repeat(45) + "c".repeat(10);
        TextSpec spec = new TextSpec(
                "text", NetworkKind.SIMPLE_RNN, 8, 1, 0, 5, 1, UpdaterKind.ADAGRAD, 0.1, 1e-8, 5, 0.01, 1, 4, 0.1);
        Told told = new Told(Long.MAX_VALUE);
        TextBundle<Integer> trained = train(spec, text, null, told);
        Codec<Integer> codec = trained.model().codec();
        double validation = TextScore.of(trained.model(), codec.read("c".repeat(10)));
        assertThat(trained.progress().validation()).isEqualTo(validation);
        assertThat(validation).as("a letter that it has never learnt").isGreaterThan(2);
        assertThat(TextScore.of(trained.model(), codec.read("ab".repeat(20)))).isLessThan(0.6);
    }
}
