package io.portent.health;

import io.portent.health.Intervals.Span;
import io.portent.health.Sweep.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One entity's health as a function of time that is constant in pieces, and what of it is unsure. Immutable. */
public final class Timeline {
    private final Intervals known;
    private final Intervals orange;
    private final Intervals red;
    private final Intervals unsure;

    /** @param acted moments t of interventions: (t, t + aftermath] is unsure */
    Timeline(List<Piece> pieces, List<Instant> acted, Duration aftermath) {
        this.known = where(pieces, piece -> piece.state() != null);
        this.orange = where(pieces, piece -> isAtLeast(piece, HealthState.ORANGE));
        this.red = where(pieces, piece -> isAtLeast(piece, HealthState.RED));
        List<Span> doubts = spans(pieces, Piece::unsure);
        if (!aftermath.isZero()) {
            acted.forEach(time -> doubts.add(
                    new Span(time.toEpochMilli() + 1, time.plus(aftermath).toEpochMilli() + 1)));
        }
        this.unsure = Intervals.of(doubts);
    }

    private static boolean isAtLeast(Piece piece, HealthState level) {
        HealthState state = piece.state();
        return state != null && state.atLeast(level);
    }

    private static Intervals where(List<Piece> pieces, Predicate<Piece> condition) {
        return Intervals.of(spans(pieces, condition));
    }

    private static List<Span> spans(List<Piece> pieces, Predicate<Piece> condition) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (condition.test(pieces.get(i))) {
                long end = i + 1 < pieces.size() ? pieces.get(i + 1).from() : Long.MAX_VALUE;
                spans.add(new Span(pieces.get(i).from(), end));
            }
        }
        return spans;
    }

    private Intervals bad(HealthState level) {
        return switch (level) {
            case RED -> red;
            case ORANGE -> orange;
            case GREEN -> throw new IllegalArgumentException("green is never entered as a worse state");
        };
    }

    /** The state at this time; null where no label tells. */
    public @Nullable HealthState at(Instant time) {
        if (red.contain(time)) {
            return HealthState.RED;
        }
        if (orange.contain(time)) {
            return HealthState.ORANGE;
        }
        return known.contain(time) ? HealthState.GREEN : null;
    }

    /**
     * A stretch of one state, as long as it lasts.
     *
     * @param state null: no label tells
     * @param to exclusive
     */
    public record Stretch(@Nullable HealthState state, Instant from, Instant to) {}

    /** The states of [from, to), in the order of time; neighbours differ. */
    public List<Stretch> stretches(Instant from, Instant to) {
        List<Stretch> all = new ArrayList<>();
        Instant start = from;
        for (Instant at = from; at.isBefore(to); ) {
            Instant next = changeAfter(at, to);
            if (!next.isBefore(to) || at(next) != at(at)) {
                all.add(new Stretch(at(at), start, next));
                start = next;
            }
            at = next;
        }
        return all;
    }

    private Instant changeAfter(Instant time, Instant upTo) {
        long millis = time.toEpochMilli();
        long change =
                Math.min(known.changeAfter(millis), Math.min(orange.changeAfter(millis), red.changeAfter(millis)));
        return change < upTo.toEpochMilli() ? Instant.ofEpochMilli(change) : upTo;
    }

    /** Whether the state is known all through [from, to). */
    public boolean covers(Instant from, Instant to) {
        return known.cover(from, to);
    }

    /** When the entity first enters the level (or worse) in (after, upTo]; null if it does not. */
    public @Nullable Instant onset(HealthState level, Instant after, Instant upTo) {
        return bad(level).firstStart(after, upTo);
    }

    /** All onsets of the level in [from, to]. */
    public List<Instant> onsets(HealthState level, Instant from, Instant to) {
        return bad(level).startsIn(from, to);
    }

    /** How many onsets of the level fell in (after, upTo]. */
    public int countOnsets(HealthState level, Instant after, Instant upTo) {
        return bad(level).countStarts(after, upTo);
    }

    /** The latest onset of the level in (after, upTo]; null if there was none. */
    public @Nullable Instant lastOnset(HealthState level, Instant after, Instant upTo) {
        return bad(level).lastStart(after, upTo);
    }

    /** When the entity, which is at this level or worse, is so no longer; null where it is not, or where no end is known. */
    public @Nullable Instant endOf(HealthState level, Instant time) {
        return bad(level).endAt(time);
    }

    /** Whether it is doubtful what was, or would have been, at this time. */
    public boolean unsure(Instant time) {
        return unsure.contain(time);
    }

    /** The first unsure moment in [from, upTo]; null if there is none. */
    public @Nullable Instant firstUnsure(Instant from, Instant upTo) {
        return unsure.contain(from) ? from : unsure.firstStart(from, upTo);
    }
}
