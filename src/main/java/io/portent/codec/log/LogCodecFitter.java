package io.portent.codec.log;

import io.portent.event.Severity;
import io.portent.event.Thrown;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    /** Eight weeks: below that an hour of the day at which things fail is that of a few failures, and is learnt by heart. */
    private static final Duration HOURLY = Duration.ofDays(56);

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
        Census census = new Census(windows);
        List<Feature> every = asked(windows, census);
        Moments moments = new Moments(every, windows);
        List<ScaledFeature> scaled = new ArrayList<>();
        for (Feature feature : every) {
            scaled(feature, moments.of(feature)).ifPresent(scaled::add);
        }
        for (Feature feature : counted(census, usable)) {
            scaled(feature, census.moments(feature)).ifPresent(scaled::add);
        }
        return new LogCodec(scaled.subList(0, Math.min(most, scaled.size())));
    }

    /** Features that every window is asked for. */
    private static List<Feature> asked(List<Window> windows, Census census) {
        List<Feature> features = new ArrayList<>();
        for (Severity floor : List.of(Severity.UNKNOWN, Severity.WARN, Severity.ERROR)) {
            features.add(new Feature.SeverityCount(floor));
        }
        features.addAll(shapes(windows));
        features.addAll(fields(windows.size(), census));
        return features;
    }

    private static List<Feature> shapes(List<Window> windows) {
        Window first = windows.get(0);
        Window last = windows.get(windows.size() - 1);
        List<Feature> shapes = new ArrayList<>(List.of(
                Feature.Shape.NEW_TEMPLATES, Feature.Shape.SILENCE, Feature.Shape.PRESENCE, Feature.Shape.ERROR_SHARE));
        Duration span = Duration.between(first.start(), last.end());
        for (Feature.Clock clock : Feature.Clock.values()) {
            Duration needed = clock.isWeekly() ? WEEKLY : clock.isFine() ? HOURLY : Duration.ZERO;
            if (span.compareTo(needed) >= 0) {
                shapes.add(clock);
            }
        }
        return shapes;
    }

    /** Fields that at least one window in a hundred has. */
    private static List<Feature> fields(int windows, Census census) {
        List<Feature> features = new ArrayList<>();
        census.fields().forEach((field, count) -> {
            if (count >= LEAST_WINDOWS && count >= windows / LEAST_FIELD_SHARE) {
                for (Feature.Statistic statistic : Feature.Statistic.values()) {
                    features.add(new Feature.FieldValue(field, statistic));
                }
            }
        });
        return features;
    }

    /** Templates, values and exceptions in one list, by how many windows have them, so that the bound cuts the rarest. */
    private static List<Feature> counted(Census census, Predicate<String> usable) {
        record Ranked(Feature feature, int windows) {}
        List<Ranked> ranked = new ArrayList<>();
        census.templates()
                .forEach((id, counts) -> ranked.add(new Ranked(new Feature.TemplateCount(id), counts.windows())));
        census.exceptions().forEach((type, counts) -> {
            if (tellsMoreThanItsClass(type, counts.windows(), census)) {
                ranked.add(new Ranked(new Feature.ExceptionCount(type), counts.windows()));
            }
        });
        census.values().forEach((value, counts) -> {
            if (usable.test(value)) {
                ranked.add(new Ranked(new Feature.ValueCount(value), counts.windows()));
            }
        });
        ranked.removeIf(one -> one.windows() < LEAST_WINDOWS);
        ranked.sort(Comparator.comparingInt((Ranked one) -> -one.windows())
                .thenComparing(one -> one.feature().name()));
        return ranked.stream().map(Ranked::feature).toList();
    }

    /** An exception that is always thrown in one place would be counted twice. */
    private static boolean tellsMoreThanItsClass(String counted, int windows, Census census) {
        String type = Thrown.typeOf(counted);
        Census.Counts ofClass = census.exceptions().get(type);
        return counted.equals(type) || ofClass == null || windows < ofClass.windows();
    }

    /** Nothing for a feature that never moves: it can teach nothing, and dividing by its deviation would be undefined. */
    private static Optional<ScaledFeature> scaled(Feature feature, double @Nullable [] moments) {
        return moments != null && moments[1] > 1e-9
                ? Optional.of(new ScaledFeature(feature.name(), moments[0], moments[1]))
                : Optional.empty();
    }
}
