package io.portent.feed.prometheus;

import io.portent.feed.prometheus.Question.Meaning;
import io.portent.feed.prometheus.Spans.Span;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.store.LabelBook.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of one series, and what was just told of it, to what is to be stored. An interval that was told in pieces is one label:
 *
 * <pre>
 *   stored     [----------)          [---)         [----- open
 *   told              [--------------)             [--)
 *   becomes    [-----------------------------)     [--)      or open still, where it was told up to now
 * </pre>
 *
 * <p>What is stored and was not told stays: Prometheus forgets sooner than we do. Not thread-safe; made for one use.
 */
final class Reconciliation {
    private final String prefix;
    private final Asked asked;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Recorded> put = new ArrayList<>();
    private final Set<String> superseded = new HashSet<>();
    private final Set<String> endedKeys = new HashSet<>();

    /**
     * What was asked for, in milliseconds.
     *
     * @param until the last moment asked for, and a step
     * @param live what reaches beyond this was there at the last moment that there is
     * @param seen up to here open labels are known to have lasted; what was recorded later lasted until then
     */
    record Asked(long until, long live, long seen, long step, Instant now) {
        /** Until when a label that was recorded as open is known to have lasted. */
        long lasted(Recorded open) {
            long recorded = Math.floorDiv(open.recorded().toEpochMilli(), step) * step;
            long start = open.label().start().toEpochMilli();
            return Math.max(Math.max(recorded, seen), start) + step;
        }
    }

    private record Piece(
            long start,
            long end,
            @Nullable Meaning told,
            @Nullable Recorded stored) {
        boolean open() {
            return stored != null && stored.label().end() == null;
        }
    }

    Reconciliation(String prefix, Asked asked) {
        this.prefix = prefix;
        this.asked = asked;
    }

    void stored(Recorded one) {
        Instant end = one.label().end();
        long until = end == null ? asked.lasted(one) : end.toEpochMilli();
        pieces.add(new Piece(one.label().start().toEpochMilli(), until, null, one));
        if (end != null) {
            endedKeys.add(one.key());
        }
    }

    void told(Span span, Meaning meaning) {
        pieces.add(new Piece(span.start(), span.end(), meaning, null));
    }

    void run() {
        pieces.sort(Comparator.comparingLong(Piece::start));
        List<Piece> touching = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Piece piece : pieces) {
            if (piece.start() > end && !touching.isEmpty()) {
                settle(touching, end);
                touching.clear();
                end = Long.MIN_VALUE;
            }
            touching.add(piece);
            end = Math.max(end, piece.end());
        }
        if (!touching.isEmpty()) {
            settle(touching, end);
        }
    }

    private void settle(List<Piece> group, long end) {
        Meaning told = null;
        Piece open = null;
        boolean reachesNow = false;
        for (Piece piece : group) {
            told = piece.told() != null ? piece.told() : told;
            open = piece.open() ? piece : open;
            reachesNow |= piece.told() != null && piece.end() > asked.live();
        }
        if (told == null && open == null) {
            return;
        }
        boolean stillOpen = reachesNow || (open != null && asked.until() <= open.end());
        Label label = label(group.get(0), told, stillOpen ? null : Instant.ofEpochMilli(end));
        String key = key(label, group);
        // Of an open label the time of recording says until when it is known to have lasted.
        Recorded before = open == null ? null : open.stored();
        Instant recorded = reachesNow || before == null ? asked.now() : before.recorded();
        put.add(new Recorded(key, label, SourceKind.PROMETHEUS.confidence(), recorded));
        for (Piece piece : group) {
            if (piece.stored() != null && !piece.stored().key().equals(key)) {
                superseded.add(piece.stored().key());
            }
        }
    }

    private static Label label(Piece first, @Nullable Meaning told, @Nullable Instant end) {
        Instant start = Instant.ofEpochMilli(first.start());
        if (told != null) {
            return new Label(told.entity(), told.state(), start, end, PrometheusFeed.SOURCE, told.note());
        }
        if (first.stored() == null) {
            throw new IllegalStateException("a piece must be told or stored");
        }
        Label stored = first.stored().label();
        return new Label(stored.entity(), stored.state(), start, end, stored.source(), stored.note());
    }

    /** That of the stored label, where there is one. A store does not reopen one that has ended: what lasts on after all takes another. */
    private String key(Label label, List<Piece> group) {
        for (Piece piece : group) {
            Recorded stored = piece.stored();
            if (stored != null
                    && stored.label().start().equals(label.start())
                    && (label.end() != null || stored.label().end() == null)) {
                return stored.key();
            }
        }
        StringBuilder key = new StringBuilder(prefix).append(label.start());
        while (endedKeys.contains(key.toString())) {
            key.append('+');
        }
        return key.toString();
    }

    List<Recorded> toPut() {
        return put;
    }

    /** Keys of what has become part of another label; to be removed once that is stored. */
    Set<String> toRemove() {
        return superseded;
    }
}
