package io.portent.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks along time, counting which labels begin and end, and tells what holds from each of these moments to the next.
 *
 * <pre>
 *   person      ......GGGG............        the most trusted that speaks is followed
 *   rule        ....RRRRRRRR..........
 *   doubted     .................????.        states nothing; not even the default then holds
 *   result      ddddRRGGGGRRddddd????d
 * </pre>
 *
 * Not thread-safe; lives for one time line.
 */
final class Sweep {
    private final Trust trust;
    private final @Nullable HealthState unlabelled;
    /** How many labels speak now, by rank. */
    private final List<Map<HealthState, Integer>> speaking = new ArrayList<>();

    private int doubting;

    /**
     * What holds from {@code from} to the next piece.
     *
     * @param from in milliseconds; {@link Long#MIN_VALUE} of the first piece
     */
    record Piece(long from, @Nullable HealthState state, boolean unsure) {
        boolean saysWhat(Piece other) {
            return state == other.state && unsure == other.unsure;
        }
    }

    private record Change(long at, Statement statement, int by) {}

    Sweep(Trust trust, @Nullable HealthState unlabelled) {
        if (unlabelled != null && unlabelled != HealthState.GREEN) {
            throw new IllegalArgumentException("unlabelled time can be green or unknown, was " + unlabelled);
        }
        this.trust = trust;
        this.unlabelled = unlabelled;
        for (int rank = 0; rank < trust.ranks(); rank++) {
            speaking.add(new EnumMap<>(HealthState.class));
        }
    }

    /** In rising order, neighbours differ; the last holds for ever. */
    List<Piece> of(List<Statement> statements) {
        List<Change> changes = changes(statements);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(Long.MIN_VALUE, unlabelled, false));
        int i = 0;
        while (i < changes.size()) {
            long at = changes.get(i).at();
            for (; i < changes.size() && changes.get(i).at() == at; i++) {
                apply(changes.get(i));
            }
            Piece piece = new Piece(at, state(), doubting > 0 && !settled());
            if (!piece.saysWhat(pieces.get(pieces.size() - 1))) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static List<Change> changes(List<Statement> statements) {
        List<Change> changes = new ArrayList<>();
        for (Statement statement : statements) {
            changes.add(new Change(statement.label().start().toEpochMilli(), statement, 1));
            Instant end = statement.label().end();
            if (end != null) {
                changes.add(new Change(end.toEpochMilli(), statement, -1));
            }
        }
        changes.sort(Comparator.comparingLong(Change::at));
        return changes;
    }

    private void apply(Change change) {
        Label label = change.statement().label();
        if (trust.believes(change.statement())) {
            speaking.get(trust.rank(label)).merge(label.state(), change.by(), Sweep::sum);
        } else {
            doubting += change.by();
        }
    }

    /** Null, which takes the entry out, where none is left. */
    private static @Nullable Integer sum(Integer before, Integer by) {
        int sum = before + by;
        return sum == 0 ? null : sum;
    }

    /** Whether the source that is trusted most speaks, so that nobody's doubt counts. Where all are alike there is none. */
    private boolean settled() {
        return !trust.order().isEmpty() && !speaking.get(0).isEmpty();
    }

    private @Nullable HealthState state() {
        for (Map<HealthState, Integer> equals : speaking) {
            if (!equals.isEmpty()) {
                return Collections.max(equals.keySet());
            }
        }
        return doubting > 0 ? null : unlabelled;
    }
}
