package io.portent;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import io.portent.health.SourceKind;
import io.portent.health.Statement;
import io.portent.health.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random history of sources that disagree, and what it says of "shop", worked out point by point from the words of the
 * contract. Everything begins and ends at whole minutes, so that a point every half minute sees every boundary and every
 * stretch between two.
 */
public final class DoubtfulHistory {
    public static final Duration TICK = Duration.ofSeconds(30);
    private static final List<String> SOURCES =
            List.of("person", "file", "slo", "alertmanager:Pager", "prometheus", "grafana", "rule:kill", "suggestion");

    private final List<Statement> statements = new ArrayList<>();
    private final List<Intervention> interventions = new ArrayList<>();
    private final List<SourceKind> order = new ArrayList<>(List.of(SourceKind.values()));
    private final Map<Instant, Optional<HealthState>> states = new HashMap<>();
    private final Map<Instant, Boolean> doubts = new HashMap<>();
    private final double least;
    private final Duration aftermath;
    private final @Nullable HealthState unlabelled;

    public DoubtfulHistory(Random random, int minutes) {
        Collections.shuffle(order, random);
        order.subList(random.nextInt(order.size()), order.size()).clear();
        least = random.nextInt(4) / 4.0;
        aftermath = Duration.ofMinutes(1 + random.nextInt(30));
        unlabelled = random.nextBoolean() ? HealthState.GREEN : null;
        for (int i = random.nextInt(12); i > 0; i--) {
            String entity = List.of("shop", "", "other").get(random.nextInt(3));
            for (Label label : Histories.randomLabels(random, entity, minutes, 1)) {
                String source = SOURCES.get(random.nextInt(SOURCES.size()));
                Label told = new Label(entity, label.state(), label.start(), label.end(), source, "");
                statements.add(new Statement(told, random.nextInt(5) / 4.0));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String entity = List.of("shop", "", "other").get(random.nextInt(3));
            interventions.add(new Intervention(entity, Histories.minute(random.nextInt(minutes))));
        }
    }

    public HealthHistory history() {
        return new HealthHistory(statements, interventions, aftermath, new Trust(order, least), unlabelled);
    }

    private static boolean speaks(Statement statement, Instant time) {
        Label label = statement.label();
        Instant end = label.end();
        return !label.entity().equals("other") && !time.isBefore(label.start()) && (end == null || time.isBefore(end));
    }

    private boolean certain(Statement statement) {
        return statement.confidence() >= least && !statement.label().source().equals("suggestion");
    }

    private int rank(Statement statement) {
        String source = statement.label().source();
        SourceKind kind = source.equals("slo") ? SourceKind.FILE : SourceKind.of(source.replaceAll(":.*", ""));
        return order.contains(kind) ? order.indexOf(kind) : 100;
    }

    private boolean doubted(Instant time) {
        return statements.stream().anyMatch(one -> speaks(one, time) && !certain(one));
    }

    public @Nullable HealthState state(Instant time) {
        return states.computeIfAbsent(time, at -> Optional.ofNullable(stateAt(at)))
                .orElse(null);
    }

    public boolean unsure(Instant time) {
        return doubts.computeIfAbsent(time, this::unsureAt);
    }

    private @Nullable HealthState stateAt(Instant time) {
        List<Statement> heard = statements.stream()
                .filter(one -> speaks(one, time) && certain(one))
                .toList();
        int best = heard.stream().mapToInt(this::rank).min().orElse(-1);
        HealthState worst = heard.stream()
                .filter(one -> rank(one) == best)
                .map(one -> one.label().state())
                .max(HealthState::compareTo)
                .orElse(null);
        return worst != null ? worst : doubted(time) ? null : unlabelled;
    }

    private boolean unsureAt(Instant time) {
        boolean settled = statements.stream().anyMatch(one -> speaks(one, time) && certain(one) && rank(one) == 0);
        boolean acted = interventions.stream()
                .anyMatch(one -> !one.entity().equals("other")
                        && time.isAfter(one.time())
                        && !time.isAfter(one.time().plus(aftermath)));
        return acted || (doubted(time) && !settled);
    }

    /** The first point in (after, upTo] at which the level is entered. */
    public @Nullable Instant onset(HealthState level, Instant after, Instant upTo) {
        for (Instant time = after.plus(TICK); !time.isAfter(upTo); time = time.plus(TICK)) {
            if (isBad(level, time) && !isBad(level, time.minus(TICK))) {
                return time;
            }
        }
        return null;
    }

    public boolean isBad(HealthState level, Instant time) {
        HealthState state = state(time);
        return state != null && state.atLeast(level);
    }

    /** The first point in [from, upTo] that is unsure. */
    public @Nullable Instant firstUnsure(Instant from, Instant upTo) {
        for (Instant time = from; !time.isAfter(upTo); time = time.plus(TICK)) {
            if (unsure(time)) {
                return time;
            }
        }
        return null;
    }

    public boolean covers(Instant from, Instant to) {
        for (Instant time = from; time.isBefore(to); time = time.plus(TICK)) {
            if (state(time) == null) {
                return false;
            }
        }
        return true;
    }
}
