package io.portent.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labelled health of all entities. Immutable but for a cache; not thread-safe.
 *
 * <p>At any moment the state is what the most trusted source says that speaks of it; among sources of equal trust the worst
 * state wins. A source speaks within its labels alone, and green is a statement too: a person's green over a rule's red
 * means that it was nothing.
 *
 * <p>Two things make a moment unsure, which takes it out of learning and scoring whatever its state: a label that is not
 * believed (unless the most trusted source of all speaks), and an intervention within the last {@code aftermath}.
 */
public final class HealthHistory {
    private final List<Statement> statements;
    private final List<Intervention> interventions;
    private final Duration aftermath;
    private final Trust trust;
    private final @Nullable HealthState unlabelled;
    private final Map<String, Timeline> timelines = new HashMap<>();

    /** Labels that all count, by the usual order of trust. */
    public HealthHistory(List<Label> labels, @Nullable HealthState unlabelled) {
        this(labels.stream().map(Statement::of).toList(), List.of(), Duration.ZERO, Trust.DEFAULT, unlabelled);
    }

    /**
     * @param aftermath how long after an intervention nobody can tell what would have been: the longest horizon
     * @param unlabelled state of time that no label covers; null: unknown
     */
    public HealthHistory(
            List<Statement> statements,
            List<Intervention> interventions,
            Duration aftermath,
            Trust trust,
            @Nullable HealthState unlabelled) {
        if (aftermath.isNegative()) {
            throw new IllegalArgumentException("aftermath must be >= 0, was " + aftermath);
        }
        this.statements = List.copyOf(statements);
        this.interventions = List.copyOf(interventions);
        this.aftermath = aftermath;
        this.trust = trust;
        this.unlabelled = unlabelled;
    }

    /** The same for another thread. */
    public HealthHistory copy() {
        return new HealthHistory(statements, interventions, aftermath, trust, unlabelled);
    }

    /** Those that count. */
    public List<Label> labels() {
        return statements.stream().filter(trust::believes).map(Statement::label).toList();
    }

    public List<Intervention> interventions() {
        return interventions;
    }

    /** The entity's own labels together with those that are meant for all. */
    public Timeline of(String entity) {
        return timelines.computeIfAbsent(entity, this::timeline);
    }

    private Timeline timeline(String entity) {
        List<Statement> own = statements.stream()
                .filter(statement -> concerns(statement.label().entity(), entity))
                .toList();
        List<Instant> acted = interventions.stream()
                .filter(one -> concerns(one.entity(), entity))
                .map(Intervention::time)
                .toList();
        return new Timeline(new Sweep(trust, unlabelled).of(own), acted, aftermath);
    }

    private static boolean concerns(String whose, String entity) {
        return whose.isEmpty() || whose.equals(entity);
    }
}
