package io.portent.simulate;

import io.portent.health.HealthState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A faulty shop's history: {@code shop.json} and {@code shop.log} (the same events in logstash JSON and in a logback pattern),
 * {@code labels.csv} (what its service level objective says) and {@code faults.csv} (what was done to it).
 */
public final class ShopSimulation {
    private final SimulationSpec spec;

    public ShopSimulation(SimulationSpec spec) {
        this.spec = spec;
    }

    /**
     * Overwrites the four files. The two histories are written last: where they are missing, the logs are not whole.
     *
     * @param hours told after every simulated hour how many are done
     */
    public SimulationSummary write(Path directory, LongConsumer hours) throws IOException {
        Files.createDirectories(directory);
        HistoryFiles.delete(directory);
        LogbackSink sink = new LogbackSink(directory.resolve("shop.json"), directory.resolve("shop.log"));
        World world = new World(spec, new Renaming(sink, spec.renameMillis()));
        try (sink) {
            world.run(hour -> {
                checked(sink);
                hours.accept(hour);
            });
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        // Only now, when closing has not failed either, is there something to vouch for.
        new HistoryFiles(spec).write(directory, world);
        return summary(world, sink.lines());
    }

    private static void checked(LogbackSink sink) {
        try {
            sink.check();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static SimulationSummary summary(World world, long lines) {
        List<SloMonitor.Interval> intervals = world.shop().slo.intervals();
        Tally tally = world.shop().tally;
        return new SimulationSummary(
                lines,
                tally.arrivals(),
                tally.badOnes(),
                incidents(intervals),
                count(intervals, HealthState.ORANGE),
                count(intervals, HealthState.RED),
                world.faults().past().size(),
                world.lookAlikes().past().size());
    }

    /** Intervals that touch are one incident. */
    static int incidents(List<SloMonitor.Interval> intervals) {
        int incidents = 0;
        long end = -1;
        for (SloMonitor.Interval interval : intervals) {
            if (interval.start() != end) {
                incidents++;
            }
            end = interval.end();
        }
        return incidents;
    }

    private static int count(List<SloMonitor.Interval> intervals, HealthState state) {
        return (int) intervals.stream().filter(i -> i.state() == state).count();
    }
}
