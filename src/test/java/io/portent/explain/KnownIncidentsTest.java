package io.portent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.ScaledFeature;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents of four kinds, each with a sign of its own that grows until it fails; twins are found, strangers are not. */
class KnownIncidentsTest {
    private static final int KINDS = 4;
    private static final int REACH = KnownIncidents.LENGTH + KnownIncidents.LONGEST_LAG;

    private static LogCodec codec() {
        List<ScaledFeature> features = new ArrayList<>();
        for (int kind = 0; kind <= KINDS; kind++) {
            features.add(new ScaledFeature("template:sign" + kind, 0.05, 0.3));
        }
        for (int i = 0; i < 20; i++) {
            features.add(new ScaledFeature("template:noise" + i, 1, 0.5));
        }
        features.add(new ScaledFeature("DAY_SIN", 0, 0.01));
        return new LogCodec(features);
    }

    /** Windows until minute {@code end}; the incident would follow {@code ahead} minutes later. Kind -1: calm. */
    private static List<Window> windows(int count, int end, int kind, int ahead, Random random) {
        List<Window> windows = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            Map<String, Integer> templates = new HashMap<>();
            for (int noise = 0; noise < 20; noise++) {
                templates.put("noise" + noise, 1 + random.nextInt(4));
            }
            int left = ahead + i;
            if (kind >= 0 && left <= 20) {
                templates.put("sign" + kind, 1 + (20 - left) / 4);
            }
            windows.add(Histories.window("shop", end - i, Map.of(Severity.INFO, 60), templates, Map.of()));
        }
        return windows;
    }

    private static KnownIncidents known(Random random) {
        KnownIncidents known = new KnownIncidents(codec());
        for (int i = 0; i < 3 * KINDS; i++) {
            int onset = 1_000 * (i + 1);
            known.add(
                    Histories.minute(onset),
                    i % 2 == 0 ? HealthState.RED : HealthState.ORANGE,
                    windows(REACH, onset, i % KINDS, 0, random));
        }
        IntStream.range(0, 60)
                .forEach(i -> known.addCalm(windows(KnownIncidents.LENGTH, 500 + 100 * i, -1, 0, random)));
        known.settle();
        return known;
    }

    private static int kindOf(Resemblance.Incident incident) {
        return (int) (Duration.between(Histories.START, incident.onset()).toMinutes() / 1_000 - 1) % KINDS;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twinOfAPastIncident_isFound_withTheTimeThatWasLeftThen(long seed) {
        Random random = new Random(seed);
        KnownIncidents known = known(random);
        for (int kind = 0; kind < KINDS; kind++) {
            for (int ahead : new int[] {2, 6, 9}) {
                Resemblance found = known.to(windows(60, 90_000, kind, ahead, random));

                assertThat(found.known()).isEqualTo(3 * KINDS);
                Resemblance.Incident nearest = Objects.requireNonNull(found.nearest(), "kind " + kind);
                assertThat(kindOf(nearest)).isEqualTo(kind);
                assertThat(nearest.entity()).isEqualTo("shop");
                assertThat(nearest.later()).isBetween(Duration.ofMinutes(ahead - 6L), Duration.ofMinutes(ahead + 6L));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatHasNeverComeBeforeAnIncident_resemblesNone(long seed) {
        Random random = new Random(seed);
        KnownIncidents known = known(random);
        int calm = 0;
        for (int i = 0; i < 100; i++) {
            calm += known.to(windows(60, 90_000 + i, -1, 0, random)).nearest() == null ? 1 : 0;
        }
        assertThat(calm).as("of 100 calm hours").isGreaterThanOrEqualTo(85);
        assertThat(known.to(windows(60, 90_000, KINDS, 3, random)).nearest())
                .as("a kind that never failed")
                .isNull();
    }

    @Test
    void incidentsOfLater_areNotCompared_andShortHistoriesAreNot() {
        Random random = new Random(1);
        KnownIncidents known = known(random);

        assertThat(known.to(windows(60, 900, 0, 3, random)).nearest()).isNull();
        assertThat(known.to(windows(KnownIncidents.LENGTH - 1, 90_000, 0, 3, random))
                        .nearest())
                .isNull();
        assertThat(new KnownIncidents(codec()).to(windows(60, 90_000, 0, 3, random)))
                .isEqualTo(new Resemblance(0, null));
    }

    @Test
    void wordsSayWhatItIsLike() {
        Resemblance.Incident one =
                new Resemblance.Incident("shop", Histories.minute(194), Histories.minute(203), HealthState.RED, 0.876);

        assertThat(ExplanationText.resemblance(new Resemblance(14, one)))
                .isEqualTo("Looks like " + Histories.minute(194)
                        + "; it failed 9 minutes later (likeness 0.88, the nearest of 14 known incidents).");
        assertThat(ExplanationText.resemblance(new Resemblance(14, null)))
                .isEqualTo("Resembles none of the 14 known incidents.");
        assertThat(ExplanationText.resemblance(null)).isNull();
    }
}
