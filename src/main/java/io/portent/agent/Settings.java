package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.EntitySpec;
import io.portent.config.ForecastConfig;
import io.portent.config.ModelConfig;
import io.portent.dataset.Horizons;
import io.portent.evaluate.AlarmBudget;
import io.portent.labels.LiveHealth;
import io.portent.model.ModelSpec;
import io.portent.parse.MinerSpec;
import io.portent.pipeline.EntityRule;
import io.portent.pipeline.LearningPlan;
import io.portent.rule.RuleLabels;
import io.portent.window.WindowLimits;
import java.time.Duration;
import java.util.List;

/** What the stages need, taken from the configuration. */
final class Settings {
    private static final List<Duration> PAST = List.of(
            Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(60));

    private Settings() {}

    static Horizons horizons(AgentConfig config) {
        ForecastConfig forecast = config.forecast();
        return new Horizons(forecast.warning(), forecast.horizons());
    }

    static LearningPlan plan(AgentConfig config) {
        ModelConfig model = config.model();
        ModelSpec spec = new ModelSpec(
                model.networks().get(0),
                model.units(),
                model.layers(),
                model.epochs(),
                model.ensemble(),
                model.seed(),
                config.forecast().dataWindow());
        ForecastConfig.AlarmBudget budget = config.forecast().alarmBudget();
        return new LearningPlan(
                config.window(),
                horizons(config),
                spec,
                model.networks(),
                new AlarmBudget(budget.falseAlarms(), budget.per()),
                model.features(),
                past(config));
    }

    /**
     * Over which spans an entity's own onsets are counted. What rules say is followed a day back after a restart, so with rules nothing
     * older is looked at: a model must not read in training what a running agent has forgotten.
     */
    private static List<Duration> past(AgentConfig config) {
        Duration most = config.labels().rules().isEmpty() ? LiveHealth.FOLLOWED : RuleLabels.LOOK_BACK;
        return PAST.stream()
                .filter(span -> span.compareTo(config.window().length()) >= 0 && span.compareTo(most) <= 0)
                .toList();
    }

    static WindowLimits windowLimits(AgentConfig config) {
        WindowLimits defaults = WindowLimits.DEFAULT;
        return new WindowLimits(
                config.limits().entities(),
                config.limits().fields(),
                defaults.keys(),
                defaults.silence(),
                defaults.jump());
    }

    static MinerSpec miner(AgentConfig config) {
        MinerSpec defaults = MinerSpec.defaults();
        return new MinerSpec(
                config.limits().templates(),
                defaults.similarity(),
                defaults.maxChildren(),
                defaults.maxChars(),
                defaults.maxTokens(),
                config.templates().parameters());
    }

    static EntityRule entities(AgentConfig config) {
        EntitySpec entity = config.entity();
        if (entity instanceof EntitySpec.ByField byField) {
            return EntityRule.field(byField.field());
        }
        return EntityRule.named(((EntitySpec.Named) entity).name());
    }
}
