package io.portent.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.LogCodecFitter;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service with nine kinds of message, a rhythm of the day, and every tenth hour a bad one. */
class DriftMeterTest {
    private static final int DAY = 1440;
    private static final int TEMPLATES = 9;

    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    private static Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < TEMPLATES; i++) {
            ids.add("t" + i);
        }
        return ids;
    }

    private static Window window(Random random, int minute) {
        double busy = 6 + 5 * Math.sin(2 * Math.PI * minute / DAY);
        boolean bad = minute / 60 % 10 == 7;
        Map<String, Integer> templates = new HashMap<>();
        for (int i = 0; i < TEMPLATES; i++) {
            int count = (int) (random.nextDouble() * busy / (i + 1) * (i == 5 && bad ? 8 : 1));
            if (count > 0) {
                templates.put("t" + i, count);
            }
        }
        int all = templates.values().stream().mapToInt(Integer::intValue).sum();
        return Histories.window(
                "shop",
                minute,
                bad ? Map.of(Severity.INFO, all + 1, Severity.ERROR, 2) : Map.of(Severity.INFO, all + 1),
                templates,
                Map.of());
    }

    private static List<Window> windows(Random random, int from, int to) {
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            windows.add(window(random, minute));
        }
        return windows;
    }

    private static DriftScale scale(List<Window> training) {
        LogCodec codec = new LogCodecFitter(60).fit(training, value -> true);
        DriftReference reference = DriftFitter.fit(training, codec, ids());
        return new DriftScale(Objects.requireNonNull(reference), codec, ids());
    }

    private static double highest(DriftMeter meter, List<Window> windows) {
        double highest = 0;
        for (int i = 0; i < windows.size(); i++) {
            meter.add(windows.get(i));
            if (i % 60 == 0 && !Double.isNaN(meter.score())) {
                highest = Math.max(highest, meter.score());
            }
        }
        return highest;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void ordinaryDays_stayBelowOne_andADeployThatRenamesAThirdDoesNot(long seed) {
        Random random = new Random(seed);
        DriftScale scale = scale(windows(random, 0, 7 * DAY));
        DriftMeter meter = scale.meter();

        assertThat(highest(meter, windows(random, 7 * DAY, 10 * DAY))).isBetween(0.01, 0.9);

        int third = random.nextInt(3);
        UnaryOperator<String> renames = id -> (id.charAt(1) - '0') % 3 == third ? "new-" + id : id;
        List<Window> deployed = windows(random, 10 * DAY, 11 * DAY).stream()
                .map(window -> window.renamed(renames))
                .toList();
        assertThat(highest(meter, deployed)).isGreaterThan(1.2);
        assertThat(meter.reason())
                .startsWith("the logs have drifted from those the model learnt from: ")
                .contains(" % of the events are of unknown templates, ")
                .contains("template:t");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void score_isThatOfTheLastPartsAlone_computedFromTheDefinition(long seed) {
        Random random = new Random(seed);
        DriftScale scale = scale(windows(random, 0, 3 * DAY));
        DriftMeter meter = scale.meter();
        int from = 3 * DAY + random.nextInt(DAY);
        int hole = from + random.nextInt(3 * DAY);
        int to = from + DAY + random.nextInt(2 * DAY);
        List<Window> live = new ArrayList<>(windows(random, from, to));
        live.removeIf(
                window -> Duration.between(Histories.START, window.start()).toMinutes() / 100 == hole / 100);
        live.forEach(meter::add);

        int part = DAY / 8;
        int begin = ((to - 1) / part - 7) * part;
        List<Window> recent = live.stream()
                .filter(window -> !window.start().isBefore(Histories.minute(begin)))
                .toList();
        assertThat(meter.shift()).isCloseTo(shift(scale, recent), within(1e-9));
    }

    /** Every bin counted by a loop over all windows. */
    private static double shift(DriftScale scale, List<Window> recent) {
        LogCodec codec = codecOf(scale);
        List<float[]> vectors = new ArrayList<>();
        for (Window window : recent) {
            float[] vector = new float[codec.features().size()];
            codec.encode(window, vector, 0);
            vectors.add(vector);
        }
        double sum = 0;
        int compared = 0;
        for (int feature = 0; feature < codec.features().size(); feature++) {
            FeatureBins bins = scale.reference().features().get(feature);
            if (bins.edges().isEmpty()) {
                continue;
            }
            double index = 0;
            double low = Double.NEGATIVE_INFINITY;
            for (int bin = 0; bin < bins.shares().size(); bin++) {
                double high = bin < bins.edges().size() ? bins.edges().get(bin) : Double.POSITIVE_INFINITY;
                int count = 0;
                for (float[] vector : vectors) {
                    count += vector[feature] > low && vector[feature] <= high ? 1 : 0;
                }
                double share =
                        (count + 0.5) / (recent.size() + 0.5 * bins.shares().size());
                double expected = bins.shares().get(bin);
                index += (share - expected) * Math.log(share / expected);
                low = high;
            }
            sum += Math.min(1, index);
            compared++;
        }
        return sum / compared;
    }

    private static LogCodec codecOf(DriftScale scale) {
        return (LogCodec) scale.codec();
    }

    @Test
    void scoreIsUnknown_untilHalfADayIsSeen() {
        Random random = new Random(1);
        DriftMeter meter = scale(windows(random, 0, 3 * DAY)).meter();
        List<Window> live = windows(random, 3 * DAY, 4 * DAY);
        assertThat(meter.score()).isNaN();
        for (int i = 0; i < DAY / 2 - 1; i++) {
            meter.add(live.get(i));
        }
        assertThat(meter.score()).isNaN();
        meter.add(live.get(DAY / 2));
        assertThat(meter.score()).isBetween(0.0, 1.0);
    }

    @Test
    void unknownTemplates_alone_areDrift() {
        Random random = new Random(2);
        DriftMeter meter = scale(windows(random, 0, 3 * DAY)).meter();
        for (Window window : windows(random, 3 * DAY, 4 * DAY)) {
            Map<String, Integer> more = new HashMap<>(window.templates());
            more.put("overflow", 50);
            meter.add(new Window(
                    window.entity(),
                    window.start(),
                    window.length(),
                    window.severities(),
                    more,
                    window.values(),
                    window.exceptions(),
                    window.fields(),
                    0,
                    window.longestGap()));
        }
        assertThat(meter.score()).isGreaterThan(5);
    }

    @Test
    void windowsFromLongAgo_areLeftOut_andALongSilenceForgetsWhatWasBefore() {
        Random random = new Random(3);
        DriftMeter meter = scale(windows(random, 0, 3 * DAY)).meter();
        windows(random, 3 * DAY, 4 * DAY).forEach(meter::add);
        double score = meter.score();
        meter.add(window(random, 0));
        assertThat(meter.score()).isEqualTo(score);
        meter.add(window(random, 400 * DAY));
        assertThat(meter.score()).isNaN();
    }

    @Test
    void trainingOfLessThanHalfADay_hasNoReference() {
        List<Window> training = windows(new Random(4), 0, DAY / 2 - 1);
        LogCodec codec = new LogCodecFitter(60).fit(training, value -> true);
        assertThat(DriftFitter.fit(training, codec, ids())).isNull();
        assertThat(DriftFitter.fit(List.of(), codec, ids())).isNull();
    }
}
