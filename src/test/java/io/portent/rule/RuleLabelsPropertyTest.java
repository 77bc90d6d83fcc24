package io.portent.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.health.Statement;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleLabelsPropertyTest {
    private static final List<LabelRule> RULES = List.of(
            new LabelRule(HealthState.RED, Duration.ofMinutes(2), 0.6, new Condition.ErrorsPerMinute(3)),
            new LabelRule(HealthState.ORANGE, Duration.ZERO, 0.6, new Condition.Fatal(1)),
            new LabelRule(HealthState.RED, Duration.ZERO, 0.6, new Condition.Silence(Duration.ofMinutes(4))));

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** Errors, FATAL, stretches of silence, and holes, of two entities by turns. */
    private static List<Window> windows(Random random) {
        List<Window> windows = new ArrayList<>();
        int silent = 0;
        for (int minute = 0; minute < 240; minute++) {
            silent = random.nextInt(60) == 0 ? random.nextInt(15) : silent - 1;
            if (random.nextInt(80) == 0) {
                continue;
            }
            int errors = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
            Map<Severity, Integer> seen = random.nextInt(40) == 0
                    ? Map.of(Severity.FATAL, 1)
                    : errors == 0 ? Map.of(Severity.INFO, 1) : Map.of(Severity.ERROR, errors);
            windows.add(Histories.window("shop", minute, silent > 0 ? Map.of() : seen, Map.of(), Map.of()));
            windows.add(Histories.window("cart", minute, random.nextInt(6)));
        }
        return windows;
    }

    private static List<Statement> history(List<Window> windows) {
        RuleLabels labels = new RuleLabels(RULES, id -> null);
        windows.forEach(labels::accept);
        return labels.statements();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowByWindow_orAllOfAHistoryAtOnce_theLabelsAreTheSame(long seed) {
        Random random = new Random(seed);
        List<Window> windows = windows(random);
        RuleLabels live = new RuleLabels(RULES, id -> null);
        for (int i = 0; i < windows.size(); i++) {
            live.accept(windows.get(i));
            if (random.nextInt(10) == 0) {
                assertThat(live.statements()).isEqualTo(history(windows.subList(0, i + 1)));
            }
        }
        List<Window> byEntity = new ArrayList<>(windows);
        byEntity.sort((a, b) -> a.entity().compareTo(b.entity()));
        assertThat(live.statements()).isEqualTo(history(byEntity)).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void errorLabels_areTheRunsOfBadMinutes(long seed) {
        List<Window> windows = windows(new Random(seed));
        windows.removeIf(window -> window.entity().equals("cart"));
        boolean[] bad = new boolean[242];
        for (Window window : windows) {
            int minute = (int) Duration.between(Histories.START, window.start()).toMinutes();
            bad[minute] = window.severities().getOrDefault(Severity.ERROR, 0)
                            + window.severities().getOrDefault(Severity.FATAL, 0)
                    >= 3;
        }
        List<List<Integer>> runs = new ArrayList<>();
        int since = -1;
        for (int minute = 0; minute < bad.length; minute++) {
            if (bad[minute] && since < 0) {
                since = minute;
            } else if (!bad[minute] && since >= 0) {
                if (minute - since >= 2) {
                    runs.add(List.of(since, minute));
                }
                since = -1;
            }
        }
        assertThat(history(windows).stream()
                        .filter(one -> one.label().source().equals("rule:errors_per_minute"))
                        .map(one -> List.of(minute(one, true), minute(one, false)))
                        .toList())
                .isEqualTo(runs);
    }

    private static int minute(Statement one, boolean start) {
        return (int) Duration.between(
                        Histories.START,
                        start ? one.label().start() : one.label().end())
                .toMinutes();
    }
}
