package io.portent.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.ScaledFeature;
import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final Explainer EXPLAINER = new Explainer(HealthState.ORANGE, Duration.ofHours(1));

    private static Candidate template(String id) {
        return new Candidate(CauseKind.TEMPLATE, id, "text " + id, null);
    }

    private static List<Candidate> templates(int count) {
        return IntStream.range(0, count).mapToObj(i -> template("t" + i)).toList();
    }

    private static Window window(int minute, Map<String, Integer> templates) {
        Map<String, Integer> values = new HashMap<>();
        templates.keySet().forEach(id -> values.put(id + "#0=a", 1));
        return Histories.window("shop", minute, Map.of(Severity.INFO, 1), templates, values);
    }

    private static double chance(List<Window> windows) {
        double chance = 0.1;
        for (Window window : windows) {
            chance += 0.05 * window.templates().getOrDefault("t1", 0);
            chance += 0.1 * window.templates().getOrDefault("t2", 0);
            chance += 0.05 * window.values().getOrDefault("t3#0=a", 0);
            chance -= 0.05 * window.templates().getOrDefault("t4", 0);
        }
        return chance;
    }

    @Test
    void strongestComeFirst_thoseThatLowerTheChanceAreLeftOut_andAllTogetherAreAskedForOnceMore() {
        List<Window> windows = List.of(
                window(0, Map.of("t1", 1, "t2", 2)), window(1, Map.of("t1", 2, "t3", 1, "t4", 1, "unknown", 5)));

        Explanation why = EXPLAINER.of(windows, templates(100), ExplainerTest::chance);

        double full = 0.1 + 0.15 + 0.2 + 0.05 - 0.05;
        assertThat(why.chance()).isCloseTo(full, within(1e-9));
        assertThat(why.causes()).extracting(Cause::id).containsExactly("t2", "t1", "t3");
        assertThat(why.causes().get(0).share()).isCloseTo(0.2 / full, within(1e-9));
        assertThat(why.causes().get(1).share()).isCloseTo(0.15 / full, within(1e-9));
        assertThat(why.causes().get(2).share()).isCloseTo(0.05 / full, within(1e-9));
        assertThat(why.without()).isCloseTo(0.05, within(1e-9));
        assertThat(why.causes().get(1).count()).isEqualTo(3);
        assertThat(why.causes().get(1).windows()).containsExactly(Histories.minute(0), Histories.minute(1));
        assertThat(why.causes().get(0).windows()).containsExactly(Histories.minute(0));
    }

    @Test
    void noMoreThanFiveAreNamed_andNoMoreThanFortyTried() {
        Map<String, Integer> all = new HashMap<>();
        templates(100).forEach(one -> all.put(one.id(), 1));
        int[] asked = new int[1];

        Explanation why = EXPLAINER.of(List.of(window(0, all)), templates(100), windows -> {
            asked[0]++;
            return windows.get(0).templates().size() / 100.0;
        });

        assertThat(why.causes()).hasSize(5);
        assertThat(why.without()).isEqualTo(0.95);
        assertThat(asked[0]).isEqualTo(42);
    }

    @Test
    void whereNothingDrivesIt_nothingIsNamed() {
        Explanation why = EXPLAINER.of(List.of(window(0, Map.of("t1", 1))), templates(3), windows -> 0.5);

        assertThat(why.causes()).isEmpty();
        assertThat(why.without()).isNaN();
        assertThat(ExplanationText.chance(why)).contains("50 %").contains("Nothing in the logs");
    }

    private static Window full() {
        return new Window(
                "shop",
                Histories.START,
                Duration.ofMinutes(1),
                Map.of(Severity.INFO, 4, Severity.WARN, 3, Severity.ERROR, 2),
                Map.of("a", 3, "b", 6),
                Map.of("a#0=x", 1, "a#0=y", 2, "ab#0=x", 1),
                Map.of("io.E", 2, "io.E@f", 2),
                Map.of("ms", new FieldSummary(4, 1, 1, 1, 1, 0), "kb", new FieldSummary(5, 1, 1, 1, 1, 0)),
                1,
                Duration.ofSeconds(40));
    }

    private static Window without(CauseKind kind, String id) {
        return new Candidate(kind, id, "", Severity.WARN)
                .without(List.of(full()))
                .get(0);
    }

    @Test
    void removingATemplate_takesItsEventsOutOfTheirSeverity_butOnlyWhereThatIsKnown() {
        Window rest = without(CauseKind.TEMPLATE, "a");

        assertThat(rest.templates()).isEqualTo(Map.of("b", 6));
        assertThat(rest.values()).isEqualTo(Map.of("ab#0=x", 1));
        assertThat(rest.severities()).isEqualTo(Map.of(Severity.INFO, 4, Severity.ERROR, 2));
        assertThat(template("a").without(List.of(full())).get(0).severities()).isEqualTo(full().severities());
    }

    @Test
    void eachKindTakesOutItsOwn_andLeavesTheRest() {
        assertThat(without(CauseKind.VALUE, "a#0=x").values()).isEqualTo(Map.of("a#0=y", 2, "ab#0=x", 1));
        assertThat(without(CauseKind.EXCEPTION, "io.E").exceptions()).isEqualTo(Map.of("io.E@f", 2));
        assertThat(without(CauseKind.FIELD, "ms").fields()).containsOnlyKeys("kb");
        assertThat(without(CauseKind.SEVERITIES, "").severities()).isEqualTo(Map.of(Severity.INFO, 4));
        assertThat(without(CauseKind.FIELD, "other")).isEqualTo(full());
        for (CauseKind kind : CauseKind.values()) {
            assertThat(without(kind, "a").entity()).isEqualTo("shop");
        }
    }

    @Test
    void silenceGivesWayToTheShortestGap() {
        Window busy = window(1, Map.of("a", 1)); // ten seconds
        Candidate silence = new Candidate(CauseKind.SILENCE, "", "", null);

        assertThat(silence.without(List.of(full(), busy)))
                .extracting(Window::longestGap)
                .containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void candidatesAreReadOffTheFeatures_theMostUnusualFirst_andTheTimeOfDayIsNone() {
        LogCodec codec = new LogCodec(Stream.of(
                        "template:a",
                        "template:b",
                        "value:a#0=x",
                        "exception:io.E",
                        "field:MEAN:ms",
                        "field:P95:ms",
                        "severity:WARN",
                        "severity:ERROR",
                        "SILENCE",
                        "DAY_SIN",
                        "NEW_TEMPLATES")
                .map(name -> new ScaledFeature(name, 0, name.equals("template:b") ? 0.3 : 1))
                .toList());

        List<Candidate> all = new Candidates(codec, id -> "text of " + id, id -> Severity.WARN).in(List.of(full()));

        assertThat(all).first().isEqualTo(new Candidate(CauseKind.TEMPLATE, "b", "text of b", Severity.WARN));
        assertThat(all)
                .extracting(Candidate::kind)
                .containsExactlyInAnyOrder(
                        CauseKind.TEMPLATE,
                        CauseKind.TEMPLATE,
                        CauseKind.VALUE,
                        CauseKind.EXCEPTION,
                        CauseKind.FIELD,
                        CauseKind.SEVERITIES,
                        CauseKind.SILENCE);
        assertThat(all).extracting(Candidate::text).contains("x in: text of a", "ms");
    }
}
