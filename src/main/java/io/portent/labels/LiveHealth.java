package io.portent.labels;

import io.portent.config.LabelsConfig;
import io.portent.csv.BadLabelsException;
import io.portent.health.HealthHistory;
import io.portent.health.Intervention;
import io.portent.health.Label;
import io.portent.health.Statement;
import io.portent.rule.RuleLabels;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent knows of health: label files that are read again when they change, the store's labels and interventions,
 * and rules that are fed each closed window. A source that fails changes nothing: what was known of it before stays, and that
 * it failed is said once.
 *
 * <p>Thread-safe: the pipeline closes windows while the predictor asks, and does not wait for the store meanwhile. Construction does
 * no IO; {@link #start} may.
 */
public final class LiveHealth {
    /** How far back labels of the store and of rules are followed; files are taken whole. */
    public static final Duration FOLLOWED = Duration.ofDays(61);

    /** Looks like no files at all, so that those of the configuration are read. */
    private static final List<String> OTHERS = List.of("of another configuration");

    /** A rule that fires every other minute, for a hundred entities, makes as many in a day. */
    private static final int MOST_RULED = 70_000;

    private final LabelsConfig config;
    private final Duration longest;
    private final Duration hold;
    private final Supplier<@Nullable Store> store;
    private final Function<String, @Nullable String> texts;
    private final Consumer<String> complaints;
    /** Guarded by itself; shared with a successor of which the rules are the same. */
    private final RuleLabels rules;

    private final boolean goesOn;

    private List<String> seen = List.of();
    private List<Statement> ofFiles = List.of();
    private List<Statement> stored = List.of();
    private List<Intervention> interventions = List.of();
    private List<Statement> lastTold = List.of();
    private @Nullable HealthHistory last;
    private @Nullable String complaint;
    private boolean overflowed;

    /**
     * @param longest horizon: how long after an intervention nothing is sure
     * @param hold how long what a rule says lasts beyond the last window: until the next must have come
     * @param store gives null while there is none; asked at every use
     * @param texts of a template's id, as windows carry it; null where it is not known
     * @param complaints hears one sentence for a person
     */
    public LiveHealth(
            LabelsConfig config,
            Duration longest,
            Duration hold,
            Supplier<@Nullable Store> store,
            Function<String, @Nullable String> texts,
            Consumer<String> complaints) {
        this.config = config;
        this.longest = longest;
        this.hold = hold;
        this.store = store;
        this.texts = texts;
        this.complaints = complaints;
        this.rules = new RuleLabels(config.rules(), texts, MOST_RULED);
        this.goesOn = false;
    }

    private LiveHealth(LiveHealth former, LabelsConfig config, Duration hold) {
        this.config = config;
        this.longest = former.longest;
        this.hold = hold;
        this.store = former.store;
        this.texts = former.texts;
        this.complaints = former.complaints;
        this.goesOn = config.rules().equals(former.config.rules());
        this.rules = goesOn ? former.rules : new RuleLabels(config.rules(), texts, MOST_RULED);
        this.seen = OTHERS;
        this.ofFiles = former.ofFiles;
        this.stored = former.stored;
        this.interventions = former.interventions;
    }

    /**
     * One that has not started, by another configuration. Until files and store have been asked anew it knows what this one does, so that none of
     * them can fail at the wrong moment and make an incident look like none; rules that are the same go on.
     */
    public synchronized LiveHealth successor(LabelsConfig next, Duration nextHold) {
        return new LiveHealth(this, next, nextHold);
    }

    /** Feeds the rules what was seen before a restart, so that an incident that goes on is not forgotten. */
    public synchronized void start(Instant now) {
        if (goesOn) {
            return;
        }
        Instant since = now.minus(RuleLabels.LOOK_BACK);
        TimeSpan span = new TimeSpan(millis(since), TimeSpan.ALL.until());
        ask(from -> {
            if (!config.rules().isEmpty()) {
                from.windowReader().windows(null, span, this::closed);
            }
        });
    }

    /** Windows of each entity in the order of time; one that was there already is passed over. */
    public void closed(Window window) {
        if (!config.rules().isEmpty()) {
            synchronized (rules) {
                rules.accept(window);
            }
        }
    }

    private List<Statement> ruled(Instant now) {
        synchronized (rules) {
            rules.forgetBefore(now.minus(FOLLOWED));
            if (rules.dropped() > 0 && !overflowed) {
                overflowed = true;
                complaints.accept("label rules fire so often that the oldest of their labels are forgotten");
            }
            return rules.statements(hold);
        }
    }

    /**
     * What is known now. Reads the store, and files that have changed. As long as nothing changes it is the same history, whose
     * timelines are worked out once; it belongs to the one thread that asks for it.
     */
    public synchronized HealthHistory current(Instant now) {
        followFiles();
        TimeSpan span = new TimeSpan(millis(now.minus(FOLLOWED)), TimeSpan.ALL.until());
        ask(from -> {
            StoredHealth health = new StoredHealth(from, longest);
            List<Statement> labels = health.labels(span);
            interventions = health.interventions(span);
            stored = labels;
        });
        List<Statement> all = new ArrayList<>(ofFiles);
        all.addAll(stored);
        all.addAll(ruled(now));
        if (last == null || !all.equals(lastTold) || !interventions.equals(last.interventions())) {
            last = new HealthHistory(all, interventions, longest, config.trust(), config.defaultState());
            lastTold = all;
        }
        return last;
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }

    private void ask(Consumer<Store> question) {
        try {
            Store now = store.get();
            if (now != null) {
                question.accept(now);
                complaint = null;
            }
        } catch (StoreException e) {
            String sentence = String.valueOf(e.getMessage());
            if (!sentence.equals(complaint)) {
                complaints.accept("labels of the store not taken, those known before stay: " + sentence);
            }
            complaint = sentence;
        }
    }

    private void followFiles() {
        List<String> now = fingerprint();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            List<Label> labels = LabelFiles.read(config);
            ofFiles = labels.stream().map(Statement::of).toList();
        } catch (IOException | BadLabelsException e) {
            complaints.accept("labels not taken, those known before stay: " + e.getMessage());
        }
    }

    private List<String> fingerprint() {
        List<String> prints = new ArrayList<>();
        for (Path path : LabelFiles.paths(config)) {
            try {
                prints.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
            } catch (IOException e) {
                prints.add(path + " unreadable");
            }
        }
        return prints;
    }
}
