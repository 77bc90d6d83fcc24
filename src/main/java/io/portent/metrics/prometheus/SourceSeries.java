package io.portent.metrics.prometheus;

import io.portent.metrics.SourceMeter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.SimpleCollector;
import java.time.Duration;
import java.util.List;

/** The families that carry the label source. Thread-safe. */
final class SourceSeries {
    private final Counter lines = Family.LOG_LINES.counter();
    private final Counter unparsed = Family.LOG_UNPARSED.counter();
    private final Counter filtered = Family.LOG_FILTERED.counter();
    private final Counter bytes = Family.LOG_BYTES.counter();
    private final Gauge lag = Family.LOG_LAG.gauge();
    private final Counter rotations = Family.LOG_ROTATIONS.counter();
    private final Counter truncations = Family.LOG_TRUNCATIONS.counter();
    private final Counter generationsMissed = Family.LOG_GENERATIONS_MISSED.counter();
    private final Counter late = Family.LOG_LATE.counter();
    private final Counter future = Family.LOG_FUTURE.counter();
    private final Counter dropped = Family.LOG_DROPPED.counter();
    private final Counter withoutEntity = Family.LOG_WITHOUT_ENTITY.counter();
    private final Counter longLines = Family.LOG_LONG_LINES.counter();
    private final Counter readFailures = Family.LOG_READ_FAILURES.counter();
    private final Counter refused = Family.LOG_REFUSED.counter();
    private final Gauge clients = Family.LOG_CLIENTS.gauge();
    private final Gauge unreadableFiles = Family.LOG_UNREADABLE_FILES.gauge();

    SourceSeries(CollectorRegistry registry) {
        registry.register(lines);
        registry.register(unparsed);
        registry.register(filtered);
        registry.register(bytes);
        registry.register(lag);
        registry.register(rotations);
        registry.register(truncations);
        registry.register(generationsMissed);
        registry.register(late);
        registry.register(future);
        registry.register(dropped);
        registry.register(withoutEntity);
        registry.register(longLines);
        registry.register(readFailures);
        registry.register(refused);
        registry.register(clients);
        registry.register(unreadableFiles);
    }

    /** A meter of it that is still held tells nobody any more. */
    void forget(String source) {
        List.<SimpleCollector<?>>of(
                        lines,
                        unparsed,
                        filtered,
                        bytes,
                        lag,
                        rotations,
                        truncations,
                        generationsMissed,
                        late,
                        future,
                        dropped,
                        withoutEntity,
                        longLines,
                        readFailures,
                        refused,
                        clients,
                        unreadableFiles)
                .forEach(family -> family.remove(source));
    }

    SourceMeter of(String source) {
        return new Meter(source);
    }

    private final class Meter implements SourceMeter {
        private final Counter.Child lines;
        private final Counter.Child unparsed;
        private final Counter.Child filtered;
        private final Counter.Child bytes;
        private final Gauge.Child lag;
        private final Counter.Child rotations;
        private final Counter.Child truncations;
        private final Counter.Child generationsMissed;
        private final Counter.Child late;
        private final Counter.Child future;
        private final Counter.Child dropped;
        private final Counter.Child withoutEntity;
        private final Counter.Child longLines;
        private final Counter.Child readFailures;
        private final Gauge.Child unreadableFiles;
        private final Counter.Child refused;
        private final String source;

        Meter(String source) {
            this.source = source;
            lines = SourceSeries.this.lines.labels(source);
            unparsed = SourceSeries.this.unparsed.labels(source);
            filtered = SourceSeries.this.filtered.labels(source);
            bytes = SourceSeries.this.bytes.labels(source);
            lag = SourceSeries.this.lag.labels(source);
            rotations = SourceSeries.this.rotations.labels(source);
            truncations = SourceSeries.this.truncations.labels(source);
            generationsMissed = SourceSeries.this.generationsMissed.labels(source);
            late = SourceSeries.this.late.labels(source);
            future = SourceSeries.this.future.labels(source);
            dropped = SourceSeries.this.dropped.labels(source);
            withoutEntity = SourceSeries.this.withoutEntity.labels(source);
            longLines = SourceSeries.this.longLines.labels(source);
            readFailures = SourceSeries.this.readFailures.labels(source);
            refused = SourceSeries.this.refused.labels(source);
            unreadableFiles = SourceSeries.this.unreadableFiles.labels(source);
        }

        @Override
        public void parsed(long count) {
            lines.inc((double) count);
        }

        @Override
        public void unparsed(long count) {
            lines.inc((double) count);
            unparsed.inc((double) count);
        }

        @Override
        public void filtered(long count) {
            lines.inc((double) count);
            filtered.inc((double) count);
        }

        @Override
        public void bytes(long count) {
            bytes.inc((double) count);
        }

        @Override
        public void rotations(long count) {
            rotations.inc((double) count);
        }

        @Override
        public void truncations(long count) {
            truncations.inc((double) count);
        }

        @Override
        public void generationsMissed(long count) {
            generationsMissed.inc((double) count);
        }

        @Override
        public void longLines(long count) {
            longLines.inc((double) count);
        }

        @Override
        public void readFailures(long count) {
            readFailures.inc((double) count);
        }

        @Override
        public void refused(long count) {
            refused.inc((double) count);
        }

        /** A source of another kind has no such series. */
        @Override
        public void clients(int number) {
            clients.labels(source).set(number);
        }

        @Override
        public void unreadableFiles(long count) {
            unreadableFiles.set((double) count);
        }

        @Override
        public void late(long events) {
            late.inc((double) events);
        }

        @Override
        public void future(long events) {
            future.inc((double) events);
        }

        @Override
        public void dropped(long events) {
            dropped.inc((double) events);
        }

        @Override
        public void withoutEntity(long events) {
            withoutEntity.inc((double) events);
        }

        @Override
        public void lag(Duration since) {
            lag.set(seconds(since));
        }
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
