package io.portent.labels;

import io.portent.csv.BadLabelsException;
import io.portent.csv.LabelsCsv;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.health.Statement;
import io.portent.store.LabelBook;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Label files to the store: all rows of all files or none, and a second time nothing new. */
public final class LabelImport {
    private final Instant now;
    private final Map<String, Recorded> labels = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LabelImport(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Reads the files.
     *
     * @param now when the store is told
     * @throws BadLabelsException naming every bad row
     */
    public static LabelImport of(List<Path> files, Instant now) throws IOException {
        LabelImport all = new LabelImport(now);
        for (Path file : files) {
            all.read(file);
        }
        if (!all.problems.isEmpty()) {
            throw new BadLabelsException(all.problems);
        }
        return all;
    }

    /** Whom the labels are about; empty: all. */
    public Set<String> entities() {
        return labels.values().stream().map(one -> one.label().entity()).collect(Collectors.toSet());
    }

    /** What a row stands for may be in the store under the name that another system gave it: then it keeps that. */
    public LabelBook.Changes put(LabelBook book) {
        Map<String, List<Recorded>> known = LabelRows.byRow(book.labels(span()));
        List<Recorded> put = new ArrayList<>();
        labels.forEach((key, told) -> {
            List<Recorded> before = known.getOrDefault(key, List.of());
            if (before.isEmpty() || !LabelRows.joined(before).equals(told.label())) {
                put.add(before.size() == 1 ? as(before.get(0), told) : told);
            }
        });
        LabelBook.Changes changes = book.put(put);
        return new LabelBook.Changes(
                changes.added(), changes.changed(), changes.unchanged() + labels.size() - put.size());
    }

    private static Recorded as(Recorded before, Recorded told) {
        return new Recorded(before.key(), told.label(), before.confidence(), told.recorded());
    }

    private TimeSpan span() {
        Instant first = TimeSpan.ALL.until();
        Instant last = TimeSpan.ALL.from();
        for (Recorded one : labels.values()) {
            Instant start = one.label().start();
            first = start.isBefore(first) ? start : first;
            last = start.isAfter(last) ? start : last;
        }
        return labels.isEmpty() ? new TimeSpan(now, now) : new TimeSpan(first, last.plusMillis(1));
    }

    private void read(Path file) throws IOException {
        try {
            LabelsCsv.rows(file).forEach(row -> add(file + ":" + row.line(), row.label()));
        } catch (BadLabelsException e) {
            problems.addAll(String.valueOf(e.getMessage()).lines().toList());
        }
    }

    private void add(String place, Label told) {
        try {
            Label label = storable(told);
            String key = LabelKey.of(label);
            Recorded recorded = new Recorded(key, label, Statement.of(label).confidence(), now);
            Recorded before = labels.putIfAbsent(key, recorded);
            String first = places.putIfAbsent(key, place);
            if (before != null && !before.saysTheSame(recorded)) {
                problems.add(place + ": entity, state, start and source are those of " + first
                        + ", with another end or note; merge the two rows into one");
            }
        } catch (IllegalArgumentException e) {
            problems.add(place + ": " + e.getMessage());
        }
    }

    /** A store wants a source. */
    private static Label storable(Label told) {
        return told.source().isEmpty()
                ? new Label(told.entity(), told.state(), told.start(), told.end(), SourceKind.FILE.label(), told.note())
                : told;
    }
}
