package io.portent.simulate;

import io.portent.health.HealthState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** {@code labels.csv}, which the agent learns from, and {@code faults.csv}, which it must not see. */
final class HistoryFiles {
    static final String LABELS = "labels.csv";
    static final String FAULTS = "faults.csv";

    private final SimulationSpec spec;

    HistoryFiles(SimulationSpec spec) {
        this.spec = spec;
    }

    /** What an earlier run left would vouch for logs that are only half there. */
    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(LABELS));
        Files.deleteIfExists(directory.resolve(FAULTS));
    }

    void write(Path directory, World world) throws IOException {
        List<SloMonitor.Interval> intervals = world.shop().slo.intervals();
        Files.writeString(directory.resolve(FAULTS), faults(world, intervals));
        Files.writeString(directory.resolve(LABELS), labels(intervals));
    }

    /** One green row for the whole time, then what was worse: where labels overlap the worst wins. */
    String labels(List<SloMonitor.Interval> intervals) {
        StringBuilder csv = new StringBuilder("entity,state,start,end,source,note\n");
        label(csv, HealthState.GREEN, 0, spec.endMillis(), "measured throughout");
        for (SloMonitor.Interval interval : intervals) {
            String note = interval.state() == HealthState.RED ? "objective missed badly" : "objective missed";
            label(csv, interval.state(), interval.start(), interval.end(), note);
        }
        return csv.toString();
    }

    private void label(StringBuilder csv, HealthState state, long start, long end, String note) {
        csv.append(',').append(state.label()).append(',').append(time(start)).append(',');
        csv.append(time(end)).append(",slo,").append(note).append('\n');
    }

    private String faults(World world, List<SloMonitor.Interval> intervals) {
        StringBuilder csv = new StringBuilder("kind,start,end,precursor,failed,first_orange,first_red,look_alike\n");
        Stream<Row> faults = world.faults().past().stream()
                .map(f -> new Row(f.kind().label(), f.start(), f.end(), f.kind().precursor(), false));
        Stream<Row> lookAlikes =
                world.lookAlikes().past().stream().map(l -> new Row(l.kind().label(), l.start(), l.end(), false, true));
        Stream.concat(faults, lookAlikes)
                .sorted(Comparator.comparingLong(Row::start).thenComparing(Row::kind))
                .forEach(row -> csv.append(text(row, intervals)));
        return csv.toString();
    }

    private record Row(String kind, long start, long end, boolean precursor, boolean lookAlike) {}

    /** A look-alike is never blamed for a failure: one that began during it belongs to the fault of that time. */
    private String text(Row row, List<SloMonitor.Interval> intervals) {
        String orange = row.lookAlike ? "" : first(HealthState.ORANGE, row, intervals);
        String red = row.lookAlike ? "" : first(HealthState.RED, row, intervals);
        return row.kind
                + ','
                + time(row.start)
                + ','
                + time(row.end)
                + ','
                + row.precursor
                + ','
                + !red.isEmpty()
                + ','
                + orange
                + ','
                + red
                + ','
                + row.lookAlike
                + '\n';
    }

    private String first(HealthState state, Row row, List<SloMonitor.Interval> intervals) {
        return intervals.stream()
                .filter(i -> i.state() == state && i.start() >= row.start && i.start() < row.end)
                .findFirst()
                .map(i -> time(i.start()))
                .orElse("");
    }

    private String time(long millis) {
        return Instant.ofEpochMilli(spec.start().toEpochMilli() + millis).toString();
    }
}
