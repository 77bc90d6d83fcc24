package io.portent.labels;

import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.health.Intervention;
import io.portent.health.Statement;
import io.portent.rule.RuleLabels;
import io.portent.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What files and the store said when they were asked. Rules are still to see the windows. */
public final class ToldLabels {
    private final LabelsConfig config;
    private final Duration longest;
    private final List<Statement> statements;
    private final List<Intervention> interventions;

    ToldLabels(LabelsConfig config, Duration longest, List<Statement> statements, List<Intervention> interventions) {
        this.config = config;
        this.longest = longest;
        this.statements = List.copyOf(statements);
        this.interventions = List.copyOf(interventions);
    }

    /** Without what rules would say. */
    public HealthHistory alone() {
        return with(List.of());
    }

    /**
     * With what the rules say of windows that the caller has read.
     *
     * @param windows each entity's in the order of time
     * @param texts of a template's id, as these windows carry it; null where it is not known
     * @param hold how long what a rule says lasts beyond the last window
     */
    public HealthHistory over(List<Window> windows, Function<String, @Nullable String> texts, Duration hold) {
        if (config.rules().isEmpty()) {
            return alone();
        }
        RuleLabels rules = new RuleLabels(config.rules(), texts);
        windows.forEach(rules::accept);
        return with(rules.statements(hold));
    }

    HealthHistory with(List<Statement> ruled) {
        List<Statement> all = new ArrayList<>(statements);
        all.addAll(ruled);
        return new HealthHistory(all, interventions, longest, config.trust(), config.defaultState());
    }
}
