package io.portent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every codec owes. A subclass says which, and makes up texts of its kind. */
public abstract class CodecContract {
    private static final int SEEDS = 300;
    private static final float UNTOUCHED = 12345;

    protected abstract CodecProvider provider();

    /** One that the codec can be fitted to; another for each seed. */
    protected abstract String text(SplittableRandom random);

    /** Options that fit the text. */
    protected Map<String, String> options(String text, SplittableRandom random) {
        return Map.of();
    }

    /** No value of a vector is farther from zero. */
    protected abstract float bound();

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private record Case<S>(Codec<S> codec, List<S> steps) {
        static <S> Case<S> of(Codec<S> codec, String text) {
            return new Case<>(codec, codec.read(text));
        }
    }

    private Case<?> made(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String text = text(random);
        return Case.of(provider().fit(text, options(text, random)), text);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theTextItWasFittedTo_hasSteps(int seed) {
        assertThat(made(seed).steps()).isNotEmpty();
        assertThat(made(seed).codec().name()).isEqualTo(provider().name());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWritten_isReadAgain(int seed) {
        writtenIsRead(made(seed));
    }

    private static <S> void writtenIsRead(Case<S> made) {
        StringBuilder all = new StringBuilder();
        made.steps().forEach(step -> all.append(made.codec().write(step)));
        assertThat(made.codec().read(all.toString())).isEqualTo(made.steps());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void vectors_areBounded_andTouchNothingElse(int seed) {
        vectors(made(seed));
    }

    private <S> void vectors(Case<S> made) {
        int inputs = made.codec().inputs();
        float[] first = new float[inputs + 2];
        float[] second = new float[inputs + 2];
        for (S step : made.steps()) {
            Arrays.fill(first, UNTOUCHED);
            Arrays.fill(second, -UNTOUCHED);
            made.codec().encode(step, first, 1);
            made.codec().encode(step, second, 1);
            assertThat(first[0]).isEqualTo(UNTOUCHED);
            assertThat(first[inputs + 1]).isEqualTo(UNTOUCHED);
            for (int i = 1; i <= inputs; i++) {
                // Written whole, whatever stood there before.
                assertThat(first[i]).isEqualTo(second[i]).isBetween(-bound(), bound());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void outputs_standForStepsThatStandForThem(int seed) {
        outputs(made(seed));
    }

    private static <S> void outputs(Case<S> made) {
        Codec<S> codec = made.codec();
        for (S step : made.steps()) {
            assertThat(codec.outputOf(step)).isBetween(0, codec.outputs() - 1);
        }
        for (int output = 0; output < codec.outputs(); output++) {
            S step = codec.stepOf(output);
            assertThat(codec.outputOf(step)).isEqualTo(output);
            assertThat(codec.read(codec.write(step))).containsExactly(step);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRestoredCodec_isTheSame(int seed) {
        restored(made(seed));
    }

    private <S> void restored(Case<S> made) {
        Codec<S> codec = made.codec();
        byte[] saved = codec.save();
        @SuppressWarnings("unchecked") // the provider restores what its own codec has saved
        Codec<S> restored = (Codec<S>) provider().restore(saved);
        assertThat(restored.save()).isEqualTo(saved);
        assertThat(restored.inputs()).isEqualTo(codec.inputs());
        assertThat(restored.outputs()).isEqualTo(codec.outputs());
        float[] of = new float[codec.inputs()];
        float[] again = new float[codec.inputs()];
        StringBuilder all = new StringBuilder();
        for (S step : made.steps()) {
            codec.encode(step, of, 0);
            restored.encode(step, again, 0);
            assertThat(again).isEqualTo(of);
            assertThat(restored.outputOf(step)).isEqualTo(codec.outputOf(step));
            all.append(restored.write(step));
        }
        assertThat(restored.read(all.toString())).isEqualTo(made.steps());
        for (int output = 0; output < codec.outputs(); output++) {
            assertThat(restored.stepOf(output)).isEqualTo(codec.stepOf(output));
        }
    }

    /** Either they are another codec's bytes, or none's. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedBytes_areRefusedOrRestored_neverWorse(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] saved = made(seed).codec().save();
        byte[] damaged = Arrays.copyOf(saved, random.nextInt(saved.length + 2));
        for (int i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
            Codec<?> codec = provider().restore(damaged);
            assertThat(codec.outputs()).isPositive();
            assertThat(codec.inputs()).isPositive();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Some signs taken out of the text, some put in. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damagedTexts_areReadOrRefused(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String text = text(random);
        Codec<?> codec = provider().fit(text, options(text, random));
        StringBuilder damaged = new StringBuilder(text);
        String signs = "\0\"'{}[],;:\n\r\t -+eE.09NaZ\u2028\uFEFF\u00e9";
        for (int i = random.nextInt(1, 5); i > 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            if (random.nextBoolean()) {
                damaged.deleteCharAt(at);
            } else {
                damaged.insert(at, signs.charAt(random.nextInt(signs.length())));
            }
        }
        readOrRefused(codec, damaged.toString());
    }

    private void readOrRefused(Codec<?> codec, String text) {
        try {
            assertThat(codec.read(text)).isNotNull();
        } catch (BadTextException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000 + 10 * text.length());
        }
        try {
            assertThat(provider().fit(text, Map.of()).read(text)).isNotEmpty();
        } catch (BadTextException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void anUnknownOption_isRefusedByName() {
        SplittableRandom random = new SplittableRandom(1);
        String text = text(random);
        Map<String, String> options = new HashMap<>(options(text, random));
        options.put("colour-of-money", "green");
        assertThatThrownBy(() -> provider().fit(text, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour-of-money");
    }

    @Test
    void anEmptyText_isRefused() {
        assertThatThrownBy(() -> provider().fit("", Map.of())).isInstanceOf(BadTextException.class);
    }

    @Test
    void theProvider_hasANameAndOneLine() {
        assertThat(provider().name()).matches("[a-z][a-z0-9-]*");
        assertThat(provider().description()).isNotBlank().doesNotContain("\n");
    }
}
