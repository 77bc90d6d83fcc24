package io.portent.labels;

import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.health.Label;
import io.portent.health.Statement;
import io.portent.rule.RuleLabels;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a span of the past was like, from everybody who says so: for training and scoring. Reads anew at each call. */
public final class LabelSources {
    /** Rules that compare with the day before must have seen it. */
    private static final Duration RULES_LOOK_BACK = Duration.ofHours(25);

    private final LabelsConfig config;
    private final Duration longest;
    private final @Nullable Store store;

    /**
     * @param longest horizon: it decides how long after an intervention nothing is sure, and how far beyond a span its
     *     questions reach
     * @param store null: label files alone
     */
    public LabelSources(LabelsConfig config, Duration longest, @Nullable Store store) {
        this.config = config;
        this.longest = longest;
        this.store = store;
    }

    /**
     * Labels and interventions that bear on questions asked within the span. Labels of files come whole. Rules see no window
     * beyond the span: where nothing was logged any more, they would call it a silence.
     *
     * @throws IOException if a label file cannot be read
     * @throws io.portent.csv.BadLabelsException if any row of any file is bad; then no label is taken
     * @throws io.portent.pipeline.NotEnoughException if files are configured and none is there
     * @throws io.portent.store.StoreException if the store cannot be read
     */
    public HealthHistory history(TimeSpan span) throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Label label : LabelFiles.read(config)) {
            statements.add(Statement.of(label));
        }
        if (store == null) {
            return new HealthHistory(statements, List.of(), longest, config.trust(), config.defaultState());
        }
        StoredHealth stored = new StoredHealth(store, longest);
        TimeSpan asked = new TimeSpan(span.from(), StoredHealth.later(span.until(), longest));
        statements.addAll(stored.labels(asked));
        statements.addAll(ruled(store, span));
        return new HealthHistory(
                statements, stored.interventions(asked), longest, config.trust(), config.defaultState());
    }

    private List<Statement> ruled(Store from, TimeSpan span) {
        if (config.rules().isEmpty()) {
            return List.of();
        }
        RuleLabels rules = new RuleLabels(config.rules(), TemplateTexts.of(from));
        Instant since = StoredHealth.earlier(span.from(), RULES_LOOK_BACK);
        from.windowReader().windows(null, new TimeSpan(since, span.until()), rules::accept);
        return rules.statements();
    }
}
