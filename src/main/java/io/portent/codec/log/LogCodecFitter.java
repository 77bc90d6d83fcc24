package io.portent.codec.log;

import io.portent.event.Severity;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses and scales the features of a training span. Only windows of that span may be given: what is chosen from later
 * time is a leak.
 */
public final class LogCodecFitter {
    /** Seen in fewer windows than this, a template, value or exception teaches nothing and costs a column. */
    private static final int LEAST_WINDOWS = 3;

    /** Two weeks: below that a weekly rhythm cannot be told from a trend. */
    private static final Duration WEEKLY = Duration.ofDays(14);

    private static final int LEAST_FIELD_SHARE = 100;

    private final int most;

    /** @param most upper bound of the vector's size; what is seen in the most windows stays */
    public LogCodecFitter(int most) {
        this.most = most;
    }

    /**
     * Fits to a training span.
     *
     * @param usable tells for a value key ({@code id#slot=value}) whether its slot is still worth counting
     * @throws IllegalArgumentException if there is no window
     */
    public LogCodec fit(List<Window> windows, Predicate<String> usable) {
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("no window to fit to");
        }
        List<ScaledFeature> scaled = new ArrayList<>();
        CountLists counts = new CountLists(windows);
        for (Feature feature : candidates(windows, usable)) {
            ScaledFeature one = scaled.size() < most ? scale(feature, windows, counts) : null;
            if (one != null) {
                scaled.add(one);
            }
        }
        return new LogCodec(scaled);
    }

    private static List<Feature> candidates(List<Window> windows, Predicate<String> usable) {
        List<Feature> features = new ArrayList<>();
        for (Severity floor : List.of(Severity.UNKNOWN, Severity.WARN, Severity.ERROR)) {
            features.add(new Feature.SeverityCount(floor));
        }
        features.addAll(shapes(windows));
        features.addAll(fields(windows));
        features.addAll(counted(windows, usable));
        return features;
    }

    private static List<Feature> shapes(List<Window> windows) {
        Window first = windows.get(0);
        Window last = windows.get(windows.size() - 1);
        List<Feature> shapes = new ArrayList<>(List.of(
                Feature.Shape.NEW_TEMPLATES,
                Feature.Shape.SILENCE,
                Feature.Shape.PRESENCE,
                Feature.Shape.ERROR_SHARE,
                Feature.Shape.DAY_SIN,
                Feature.Shape.DAY_COS));
        if (Duration.between(first.start(), last.end()).compareTo(WEEKLY) >= 0) {
            shapes.add(Feature.Shape.WEEK_SIN);
            shapes.add(Feature.Shape.WEEK_COS);
        }
        return shapes;
    }

    /** Fields that at least one window in a hundred has. */
    private static List<Feature> fields(List<Window> windows) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Window window : windows) {
            window.fields().keySet().forEach(field -> seen.merge(field, 1, Integer::sum));
        }
        List<Feature> features = new ArrayList<>();
        seen.forEach((field, count) -> {
            if (count >= LEAST_WINDOWS && count >= windows.size() / LEAST_FIELD_SHARE) {
                for (Feature.Statistic statistic : Feature.Statistic.values()) {
                    features.add(new Feature.FieldValue(field, statistic));
                }
            }
        });
        return features;
    }

    /** Templates, values and exceptions in one list, by how many windows have them, so that the bound cuts the rarest. */
    private static List<Feature> counted(List<Window> windows, Predicate<String> usable) {
        record Ranked(Feature feature, int windows) {}
        List<Ranked> ranked = new ArrayList<>();
        windowsWith(windows, Window::templates)
                .forEach((id, n) -> ranked.add(new Ranked(new Feature.TemplateCount(id), n)));
        windowsWith(windows, Window::exceptions)
                .forEach((type, n) -> ranked.add(new Ranked(new Feature.ExceptionCount(type), n)));
        windowsWith(windows, Window::values).forEach((value, n) -> {
            if (usable.test(value)) {
                ranked.add(new Ranked(new Feature.ValueCount(value), n));
            }
        });
        ranked.removeIf(one -> one.windows() < LEAST_WINDOWS);
        ranked.sort(Comparator.comparingInt((Ranked one) -> -one.windows())
                .thenComparing(one -> one.feature().name()));
        return ranked.stream().map(Ranked::feature).toList();
    }

    private static Map<String, Integer> windowsWith(
            List<Window> windows, Function<Window, Map<String, Integer>> counts) {
        Map<String, Integer> with = new TreeMap<>();
        for (Window window : windows) {
            new TreeSet<>(counts.apply(window).keySet()).forEach(key -> with.merge(key, 1, Integer::sum));
        }
        return with;
    }

    /**
     * Null for a feature that never moves: it can teach nothing, and dividing by its deviation would be undefined. Deviations
     * are summed about the mean: the shorter formula leaves a constant with a deviation made of rounding.
     */
    private static @Nullable ScaledFeature scale(Feature feature, List<Window> windows, CountLists counts) {
        double[] moments = counts.moments(feature);
        if (moments != null) {
            return scaled(feature, moments[0], moments[1]);
        }
        double[] values = windows.stream()
                .mapToDouble(feature::of)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        if (values.length == 0) {
            return null;
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return scaled(feature, mean, Math.sqrt(squares / values.length));
    }

    private static @Nullable ScaledFeature scaled(Feature feature, double mean, double deviation) {
        return deviation > 1e-9 ? new ScaledFeature(feature.name(), mean, deviation) : null;
    }
}
