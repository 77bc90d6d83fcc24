package io.portent.dataset;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an entity's own health was until a moment, as columns beside those of the logs: onsets come in clusters, and after a
 * repair it takes a while to the next. Nothing of after the moment is looked at, and nothing of longer ago than the
 * longest span, so that a running agent, which knows no more than that of the past, reads the same.
 *
 * <p>What it takes for granted: that onsets are known soon after they came. Of labels that people write down weeks later a running
 * agent reads less than training did.
 *
 * @param knownFrom before it nothing is known of onsets: a column is 0, its mean, until a whole span has gone by since. Taken for
 *     "no onset", the first days would teach that failures come where there were none, at values that never come again. Null: always
 *     known
 */
public record HealthPast(@Nullable Instant knownFrom, List<Column> columns) {
    /** Of models that do not look at it, those of earlier versions among them. */
    public static final HealthPast NONE = new HealthPast(null, List.of());

    /**
     * A span is looked at if the training time has so many of it. In less, the number of onsets within it only grows, and so tells
     * the time of training.
     */
    private static final int LEAST_SPANS = 8;

    /** As of the codec's features: no history, however odd, rules the network. */
    private static final double BOUND = 5;

    /** What is asked of the past. */
    public enum Kind {
        /** log(1 + onsets within the span). */
        ONSETS,
        /** Share of the span that has gone by since the last onset; 1: none within it. */
        SINCE
    }

    /**
     * A question, and how its answer is scaled: (value - mean) / deviation.
     *
     * @param level onsets of this state or a worse one
     * @param deviation standard deviation over the training span, positive
     */
    public record Column(HealthState level, Kind kind, Duration span, double mean, double deviation) {
        public Column {
            if (!(deviation > 0) || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
                throw new IllegalArgumentException(
                        "scaling of the past must be finite and positive, was " + mean + ", " + deviation);
            }
            if (span.isNegative() || span.isZero()) {
                throw new IllegalArgumentException("a span of the past must be positive, was " + span);
            }
        }

        /** As a card lists it. */
        public String name() {
            return "past:" + kind + ":" + level + ":" + span;
        }
    }

    public HealthPast {
        columns = List.copyOf(columns);
    }

    /**
     * Asks for each level how many onsets there were in each span, and how long ago the last one was. What never differs
     * over the training span is left out: it can teach nothing.
     *
     * @param spans rising; those too long for the training time are left out
     */
    public static HealthPast fit(List<Run> runs, HealthHistory health, List<Duration> spans) {
        Instant begin =
                runs.stream().map(run -> run.moment(0)).min(Instant::compareTo).orElse(Instant.EPOCH);
        Duration most = Duration.between(begin, end(runs)).dividedBy(LEAST_SPANS);
        List<Duration> seen =
                spans.stream().filter(span -> span.compareTo(most) <= 0).toList();
        List<Column> columns = new ArrayList<>();
        for (HealthState level : HazardTargets.LEVELS) {
            for (Duration span : seen) {
                add(columns, begin, runs, health, new Column(level, Kind.ONSETS, span, 0, 1));
            }
            if (!seen.isEmpty()) {
                add(columns, begin, runs, health, new Column(level, Kind.SINCE, seen.get(seen.size() - 1), 0, 1));
            }
        }
        return new HealthPast(begin, columns);
    }

    private static Instant end(List<Run> runs) {
        return runs.stream()
                .map(run -> run.moment(run.size() - 1))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static void add(
            List<Column> columns, Instant begin, List<Run> runs, HealthHistory health, Column unscaled) {
        int count = 0;
        double mean = 0;
        double squares = 0;
        for (Run run : runs) {
            Onsets onsets = new Onsets(health.of(run.entity()), unscaled);
            for (int step = 0; step < run.size(); step++) {
                if (!isKnown(begin, unscaled, run.moment(step))) {
                    continue;
                }
                double off = onsets.value(run.moment(step)) - mean;
                mean += off / ++count;
                squares += off * (onsets.value(run.moment(step)) - mean);
            }
        }
        double deviation = Math.sqrt(squares / Math.max(1, count));
        if (deviation > 1e-9) {
            columns.add(new Column(unscaled.level, unscaled.kind, unscaled.span, mean, deviation));
        }
    }

    private static boolean isKnown(@Nullable Instant from, Column column, Instant moment) {
        return from == null || !moment.minus(column.span).isBefore(from);
    }

    /** Writes [step][column] of a run into rows of {@code width}, from {@code offset} of each row on. */
    void write(Run run, Timeline timeline, float[] vectors, int width, int offset) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Onsets onsets = new Onsets(timeline, column);
            for (int step = 0; step < run.size(); step++) {
                double scaled = isKnown(knownFrom, column, run.moment(step))
                        ? (onsets.value(run.moment(step)) - column.mean) / column.deviation
                        : 0;
                vectors[step * width + offset + i] = (float) Math.max(-BOUND, Math.min(BOUND, scaled));
            }
        }
    }

    /** Answers one column's question. */
    private static final class Onsets {
        private final Timeline timeline;
        private final Column column;

        Onsets(Timeline timeline, Column column) {
            this.timeline = timeline;
            this.column = column;
        }

        double value(Instant moment) {
            Instant after = moment.minus(column.span);
            if (column.kind == Kind.ONSETS) {
                return Math.log1p(timeline.countOnsets(column.level, after, moment));
            }
            Instant last = timeline.lastOnset(column.level, after, moment);
            return last == null ? 1 : (double) Duration.between(last, moment).toMillis() / column.span.toMillis();
        }
    }
}
