package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LabelSources;
import io.portent.labels.ToldLabels;
import io.portent.rule.RuleLabels;
import io.portent.store.Store;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels for verbs that read logs themselves: of files, of the store if there is one, and of rules, which see what was read. */
final class LabelReading {
    private final AgentConfig config;
    private final ToldLabels told;

    private LabelReading(AgentConfig config, ToldLabels told) {
        this.config = config;
        this.told = told;
    }

    /**
     * Asks files and store, once.
     *
     * @throws io.portent.csv.BadLabelsException if any row of any file is bad
     * @throws io.portent.store.StoreException if the store is there and cannot be read
     */
    static LabelReading of(AgentConfig config) throws IOException {
        try (@Nullable Store store = config.labels().filesAlone() ? null : Stores.ifThere(config.store())) {
            LabelSources sources =
                    new LabelSources(config.labels(), Settings.horizons(config).longest(), store);
            return new LabelReading(config, sources.told());
        }
    }

    /** Whether rules may say more than is known before any log is read. */
    boolean hasRules() {
        return !config.labels().rules().isEmpty();
    }

    /** What is known before any log is read. */
    HealthHistory alone() {
        return told.alone();
    }

    /** From where on rules must see the windows to speak of this moment. */
    Instant lookback(Instant moment) {
        return hasRules() ? moment.minus(RuleLabels.LOOK_BACK) : moment;
    }

    /** Up to where rules must see the windows to answer what is asked until this moment. */
    Instant lookahead(Instant moment) {
        return hasRules() ? moment.plus(Settings.horizons(config).longest()) : moment;
    }

    /** All that is said of the windows' time. What still goes on at their end does so no longer. */
    HealthHistory over(List<Window> windows, HeardTexts texts) {
        return told.over(windows, texts::of, Duration.ZERO);
    }

    /** The same as a running agent would see it: what a rule says holds until the next window must have come. */
    HealthHistory upToNow(List<Window> windows, HeardTexts texts) {
        return told.over(windows, texts::of, config.forecast().staleAfter());
    }
}
