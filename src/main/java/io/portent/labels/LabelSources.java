package io.portent.labels;

import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.health.Intervention;
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
    private final LabelsConfig config;
    private final Duration longest;
    private final @Nullable Store store;

    /**
     * @param longest horizon: it decides how long after an intervention nothing is sure, and how far beyond a span its
     *     questions reach
     * @param store null: there is none
     */
    public LabelSources(LabelsConfig config, Duration longest, @Nullable Store store) {
        this.config = config;
        this.longest = longest;
        this.store = store;
    }

    /**
     * Labels and interventions that bear on questions asked within the span, and what rules say of the store's windows.
     * Labels of files come whole.
     *
     * @throws IOException if a label file cannot be read
     * @throws io.portent.csv.BadLabelsException if any row of any file is bad, or files are configured and none is there; then no
     *     label is taken
     * @throws io.portent.store.StoreException if the store cannot be read
     */
    public HealthHistory history(TimeSpan span) throws IOException {
        TimeSpan asked = new TimeSpan(span.from(), StoredHealth.later(span.until(), longest));
        return told(asked).with(ruled(asked));
    }

    /** Reads the files, for before a long work that needs them. Throws likewise. */
    public void check() throws IOException {
        LabelFiles.read(config);
    }

    /** All that files and the store know, for those who have windows of their own to show to the rules. Throws likewise. */
    public ToldLabels told() throws IOException {
        return told(TimeSpan.ALL);
    }

    private ToldLabels told(TimeSpan asked) throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (Label label : LabelFiles.read(config)) {
            statements.add(Statement.of(label));
        }
        List<Intervention> interventions = List.of();
        if (store != null && !config.filesAlone()) {
            StoredHealth stored = new StoredHealth(store, longest);
            statements.addAll(stored.labels(asked));
            interventions = stored.interventions(asked);
        }
        return new ToldLabels(config, longest, statements, interventions);
    }

    private List<Statement> ruled(TimeSpan span) {
        if (store == null || config.rules().isEmpty()) {
            return List.of();
        }
        RuleLabels rules = new RuleLabels(config.rules(), TemplateTexts.of(store));
        Instant since = StoredHealth.earlier(span.from(), RuleLabels.LOOK_BACK);
        store.windowReader().windows(null, new TimeSpan(since, span.until()), rules::accept);
        return rules.statements();
    }
}
