package io.portent.health;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * Whom to believe where sources disagree.
 *
 * @param order the most trusted first; kinds that are not in it come last, all alike
 * @param leastConfidence labels below it are uncertain
 */
public record Trust(List<SourceKind> order, double leastConfidence) {
    public static final Trust DEFAULT = new Trust(
            List.of(
                    SourceKind.PERSON,
                    SourceKind.FILE,
                    SourceKind.ALERTMANAGER,
                    SourceKind.PROMETHEUS,
                    SourceKind.GRAFANA,
                    SourceKind.RULE),
            0.5);

    public Trust {
        order = List.copyOf(order);
        if (new LinkedHashSet<>(order).size() < order.size()) {
            throw new IllegalArgumentException("order must name each kind once, was " + order);
        }
        if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
            throw new IllegalArgumentException("leastConfidence must be in [0, 1], was " + leastConfidence);
        }
    }

    /** 0 is trusted most. */
    int rank(Label label) {
        int rank = order.indexOf(SourceKind.of(label.source()));
        return rank < 0 ? order.size() : rank;
    }

    /** Ranks that there can be. */
    int ranks() {
        return order.size() + 1;
    }

    /** Whether the statement counts; if not, it only casts doubt on the time it covers. */
    public boolean believes(Statement statement) {
        return statement.confidence() >= leastConfidence
                && SourceKind.of(statement.label().source()) != SourceKind.SUGGESTION;
    }
}
