package io.portent.rule;

import io.portent.event.Severity;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Statement;
import io.portent.rule.Incident.Sign;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a history for what a person should be asked about: bursts of errors against the entity's own usual rate,
 * silences where traffic was expected, restarts. Windows come twice: first all of them to {@link #learn} what is usual, then,
 * those of each entity in the order of time, to {@link #look}. Not thread-safe.
 */
public final class IncidentFinder {
    /** Signs this close belong to one incident. */
    private static final Duration NEAR = Duration.ofMinutes(5);

    private static final List<LabelRule> SIGNS = List.of(
            new LabelRule(HealthState.RED, Duration.ZERO, 0, new Condition.Silence(Duration.ofMinutes(5))),
            new LabelRule(HealthState.ORANGE, Duration.ZERO, 0, new Condition.Kill()));

    private final Map<String, UsualErrors> usual = new HashMap<>();
    private final Map<String, Burst> bursts = new HashMap<>();
    private final RuleLabels others;
    private final List<Incident> found = new ArrayList<>();

    /** A burst that may go on. */
    private record Burst(Incident incident, int windows) {}

    /** @param texts of a template's id; null where it is not known */
    public IncidentFinder(Function<String, @Nullable String> texts) {
        this.others = new RuleLabels(SIGNS, texts);
    }

    public void learn(Window window) {
        usual.computeIfAbsent(window.entity(), name -> new UsualErrors()).add(window.atLeast(Severity.ERROR));
    }

    public void look(Window window) {
        others.accept(window);
        UsualErrors own = usual.get(window.entity());
        int errors = window.atLeast(Severity.ERROR);
        if (own == null || errors < own.burst()) {
            return;
        }
        Incident here =
                new Incident(window.entity(), window.start(), window.end(), Set.of(Sign.ERRORS), errors, own.median());
        Burst before = bursts.get(window.entity());
        boolean goesOn = before != null && isNear(before.incident().end(), window.start());
        if (before != null && !goesOn) {
            keep(before, own);
        }
        bursts.put(
                window.entity(),
                before != null && goesOn
                        ? new Burst(before.incident().with(here), before.windows() + 1)
                        : new Burst(here, 1));
    }

    private static boolean isNear(Instant end, Instant start) {
        return !start.isAfter(end.plus(NEAR));
    }

    /** A lone window must stand out twice as far: with thousands of windows one of them is high by chance. */
    private void keep(Burst burst, UsualErrors own) {
        if (burst.windows() > 1 || burst.incident().peakErrors() >= 2 * own.burst()) {
            found.add(burst.incident());
        }
    }

    /** What was found in the windows so far, by entity and start; signs that are near each other are one incident. */
    public List<Incident> incidents() {
        bursts.forEach((entity, burst) -> {
            UsualErrors own = usual.get(entity);
            if (own != null) {
                keep(burst, own);
            }
        });
        bursts.clear();
        List<Incident> all = new ArrayList<>(found);
        others.statements().stream().map(this::incident).forEach(all::add);
        all.sort(Comparator.comparing(Incident::entity).thenComparing(Incident::start));
        List<Incident> joined = new ArrayList<>();
        for (Incident next : all) {
            int last = joined.size() - 1;
            if (last >= 0
                    && joined.get(last).entity().equals(next.entity())
                    && isNear(joined.get(last).end(), next.start())) {
                joined.set(last, joined.get(last).with(next));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    private Incident incident(Statement statement) {
        Label label = statement.label();
        UsualErrors own = usual.get(label.entity());
        Sign sign = label.state() == HealthState.RED ? Sign.SILENCE : Sign.RESTART;
        Instant end = label.end();
        return new Incident(
                label.entity(),
                label.start(),
                end == null ? label.start().plus(NEAR) : end,
                Set.of(sign),
                0,
                own == null ? 0 : own.median());
    }
}
