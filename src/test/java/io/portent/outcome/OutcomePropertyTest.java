package io.portent.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import io.portent.health.Statement;
import io.portent.health.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomePropertyTest {
    private static final int MINUTES = 300;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Words that last for a while each. */
    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        while (words.length() < MINUTES) {
            char word = "..... rrR".charAt(random.nextInt(9));
            words.append(String.valueOf(word).repeat(1 + random.nextInt(15)));
        }
        return words.substring(0, MINUTES);
    }

    private static List<Intervention> acts(Random random) {
        List<Intervention> acts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            acts.add(new Intervention(random.nextBoolean() ? "shop" : "", Histories.minute(random.nextInt(MINUTES))));
        }
        return acts;
    }

    private static HealthHistory history(
            List<Label> labels, List<Intervention> acts, @Nullable HealthState unlabelled) {
        return new HealthHistory(
                labels.stream().map(Statement::of).toList(), acts, Duration.ZERO, Trust.DEFAULT, unlabelled);
    }

    private static ReceiptTable batch(String words, HealthHistory health, int horizon, int warning) {
        Receipts receipts = new Receipts(health, Duration.ofMinutes(warning), Histories.minute(words.length() - 1));
        for (int minute = 0; minute < words.length(); minute++) {
            receipts.take(Spoken.at(minute, words.charAt(minute), Duration.ofMinutes(horizon)), "m", false);
        }
        return receipts.table();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void outcomes_areThoseOfTheDefinitions(long seed) {
        Random random = new Random(seed);
        int horizon = 6 + random.nextInt(40);
        int warning = random.nextInt(5);
        List<Label> labels = new ArrayList<>(Histories.randomLabels(random, "", MINUTES, random.nextInt(10)));
        if (random.nextInt(3) > 0) {
            labels.add(Histories.label("", HealthState.GREEN, -10, random.nextInt(2 * MINUTES)));
        }
        String words = words(random);
        List<Intervention> acts = acts(random);

        ReceiptTable table = batch(words, history(labels, acts, null), horizon, warning);

        OutcomeTruth truth = new OutcomeTruth(words, labels, acts, horizon, warning);
        assertThat(table.outcomes()).containsExactlyInAnyOrderElementsOf(truth.outcomes);
        assertThat(table.unjudged()).isEqualTo(truth.unjudged);
    }

    /** An incident, and when it was told that it had begun and ended. */
    private record Late(Label label, int toldBegin, int toldEnd) {
        List<Label> asOf(int minute) {
            if (minute < toldBegin) {
                return List.of();
            }
            return List.of(
                    minute < toldEnd ? new Label("", label.state(), label.start(), null, label.source(), "") : label);
        }
    }

    private static List<Late> incidents(Random random, int delay) {
        List<Late> incidents = new ArrayList<>();
        int from = 20 + random.nextInt(40);
        while (from < MINUTES) {
            int to = from + 1 + random.nextInt(30);
            int begin = from + random.nextInt(delay + 1);
            int end = Math.max(begin, to + random.nextInt(delay + 1));
            incidents.add(new Late(Histories.label("", HealthState.RED, from, to), begin, end));
            from = to + 1 + random.nextInt(120);
        }
        return incidents;
    }

    /** What the agent says when it believes these labels: red for certain while it takes the entity to be red. */
    private static char said(char word, HealthHistory believed, Instant now) {
        boolean red = believed.of("shop").at(now) == HealthState.RED;
        return red && word != ' ' ? 'R' : word;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void labelsThatComeLate_changeNoOutcome(long seed) {
        Random random = new Random(seed);
        int delay = random.nextInt(25);
        int horizon = 6 + random.nextInt(40);
        List<Late> incidents = incidents(random, delay);
        String words = words(random).replace('R', 'r');
        List<Intervention> acts = acts(random);
        Interventions acted = new Interventions(acts);
        OutcomeTracker tracker = new OutcomeTracker("shop", Duration.ZERO, Duration.ofMinutes(delay));
        List<Outcome> live = new ArrayList<>();
        StringBuilder spoken = new StringBuilder();
        for (int minute = 0; minute < MINUTES; minute++) {
            int now = minute;
            HealthHistory believed = new HealthHistory(
                    incidents.stream().flatMap(one -> one.asOf(now).stream()).toList(), HealthState.GREEN);
            char word = said(words.charAt(minute), believed, Histories.minute(minute));
            spoken.append(word);
            live.addAll(tracker.observe(
                    Spoken.at(minute, word, Duration.ofMinutes(horizon)), "m", new Known(believed.of("shop"), acted)));
        }

        HealthHistory all = history(incidents.stream().map(Late::label).toList(), acts, HealthState.GREEN);
        ReceiptTable table = batch(spoken.substring(0, MINUTES - delay), all, horizon, 0);

        assertThat(live).containsExactlyInAnyOrderElementsOf(table.outcomes());
    }
}
