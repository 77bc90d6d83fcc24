package io.portent.codec.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.window.FieldSummary;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogCodecFitterTest {
    private static Window window(int minute, Map<String, Integer> templates, Map<String, FieldSummary> fields) {
        return new Window(
                "shop",
                Histories.minute(minute),
                Histories.MINUTE,
                Map.of(Severity.INFO, 1 + minute % 5),
                templates,
                Map.of(),
                Map.of(),
                fields,
                0,
                Duration.ofSeconds(minute % 7));
    }

    private static FieldSummary value(double value) {
        return new FieldSummary(1, value, value, value, value, 0);
    }

    private static LogCodec fit(List<Window> windows, int most) {
        return new LogCodecFitter(most).fit(windows, key -> true);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void featureThatNeverMoves_isDroppedWhateverItsValue() {
        for (int count = 1; count < 2_000; count = count * 3 + 1) {
            List<Window> windows = new ArrayList<>();
            for (int minute = 0; minute < 500; minute++) {
                windows.add(window(minute, Map.of("same", count), Map.of("pi", value(Math.PI * count))));
            }
            assertThat(fit(windows, 100).features())
                    .as("count %s", count)
                    .noneMatch(name -> name.contains("same") || name.contains("pi"))
                    .contains("severity:UNKNOWN");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void trainingVectors_haveMeanZeroAndDeviationOne(long seed) {
        Random random = new Random(seed);
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 300; minute++) {
            windows.add(window(minute, Map.of("t", random.nextInt(4)), Map.of()));
        }
        LogCodec codec = fit(windows, 100);
        int feature = codec.features().indexOf("template:t");
        float[] vector = new float[codec.features().size()];
        double sum = 0;
        double squares = 0;
        for (Window window : windows) {
            codec.encode(window, vector, 0);
            sum += vector[feature];
            squares += vector[feature] * vector[feature];
        }
        assertThat(sum / 300).isBetween(-1e-4, 1e-4);
        assertThat(squares / 300).isBetween(0.999, 1.001);
    }

    @Test
    void hostileWindow_staysWithinTheBound() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 100; minute++) {
            windows.add(window(minute, Map.of("t", minute % 3), Map.of("ms", value(minute))));
        }
        LogCodec codec = fit(windows, 100);
        for (double hostile : new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, -Double.MAX_VALUE
        }) {
            Map<Severity, Integer> severities = new HashMap<>();
            for (Severity severity : Severity.values()) {
                severities.put(severity, Integer.MAX_VALUE);
            }
            Window window = new Window(
                    "shop",
                    Histories.START,
                    Histories.MINUTE,
                    severities,
                    Map.of("t", Integer.MAX_VALUE),
                    Map.of(),
                    Map.of(),
                    Map.of("ms", value(hostile)),
                    Integer.MAX_VALUE,
                    Duration.ofDays(9_999));
            float[] vector = new float[codec.features().size()];
            codec.encode(window, vector, 0);
            for (float one : vector) {
                assertThat(one).isBetween(-5f, 5f);
            }
        }
    }

    @Test
    void oneInfiniteValueInTraining_doesNotCostTheFeature() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 300; minute++) {
            double ms = minute == 7 ? Double.POSITIVE_INFINITY : 10 + minute % 10;
            windows.add(window(minute, Map.of(), Map.of("ms", value(ms))));
        }
        assertThat(fit(windows, 100).features()).contains("field:MEAN:ms");
    }

    @Test
    void bound_cutsTheRarest() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 200; minute++) {
            Map<String, Integer> templates = new HashMap<>();
            for (int template = 2; template < 50; template++) {
                if (minute % template == 0) {
                    templates.put("t" + template, 1);
                }
            }
            windows.add(window(minute, templates, Map.of()));
        }
        LogCodec codec = fit(windows, 20);
        assertThat(codec.features())
                .hasSize(20)
                .contains("template:t2", "template:t3")
                .doesNotContain("template:t49");
    }

    @Test
    void whatIsSeenInFewerThanThreeWindowsOrInUnusableSlots_isNotChosen() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 100; minute++) {
            Map<String, Integer> values = minute % 2 == 0 ? Map.of("a#0=x", 1, "a#1=y", 1) : Map.of();
            Map<String, Integer> templates = minute < 2 ? Map.of("rare", 1) : Map.of();
            windows.add(Histories.window("shop", minute, Map.of(Severity.INFO, 1), templates, values));
        }
        List<String> features =
                new LogCodecFitter(100).fit(windows, key -> key.equals("a#0=x")).features();
        assertThat(features).contains("value:a#0=x").doesNotContain("value:a#1=y", "template:rare");
    }

    @Test
    void weeklyRhythm_needsTwoWeeks() {
        assertThat(fit(List.of(window(0, Map.of(), Map.of()), window(60 * 24 * 13, Map.of(), Map.of())), 50)
                        .features())
                .doesNotContain("WEEK_SIN");
        assertThat(fit(List.of(window(0, Map.of(), Map.of()), window(60 * 24 * 14 + 700, Map.of(), Map.of())), 50)
                        .features())
                .contains("WEEK_SIN");
    }

    @Test
    void noWindow_isRefused() {
        assertThatThrownBy(() -> fit(List.of(), 5)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Feature> features() {
        return Stream.of(
                        Stream.of(Severity.values()).map(Feature.SeverityCount::new),
                        Stream.of(Feature.Shape.values()),
                        Stream.of("", ":", "a:b:c", "MEAN:x", "é=\u0001#\ud83d\ude00", "field:MEAN:x")
                                .flatMap(hostile -> Stream.concat(
                                        Stream.of(
                                                new Feature.TemplateCount(hostile),
                                                new Feature.ValueCount(hostile),
                                                new Feature.ExceptionCount(hostile)),
                                        Stream.of(Feature.Statistic.values())
                                                .map(statistic -> new Feature.FieldValue(hostile, statistic)))))
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("features")
    void name_isReadBackAsTheSameFeature(Feature feature) {
        assertThat(FeatureName.parse(feature.name())).isEqualTo(feature);
    }

    @Test
    void nameThatNobodyWrote_isRefused() {
        for (String name : List.of("", "nonsense", "colour:red", "field:x", "field:P50:x", "severity:LOUD")) {
            assertThatThrownBy(() -> FeatureName.parse(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
