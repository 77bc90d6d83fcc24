package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Cause;
import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.bundle.file.RetrainJournal;
import io.portent.config.AgentConfig;
import io.portent.dataset.HazardTargets;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.labels.LabelSources;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.pipeline.NotEnoughException;
import io.portent.retrain.Gate;
import io.portent.retrain.Split;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Learns a challenger from the store, and lets it serve only if it is better than what serves.
 *
 * <p>One at a time: a lease in the store, held while it works. Until the very end nothing is written, so that a run which is
 * killed leaves the champion as it was and the next run begins as if it had never been.
 */
public final class Retraining {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final Store store;
    private final InstantSource clock;
    private final TrainingListener listener;
    private final String who;
    private final ModelDirectory models;

    /** @param who runs it, for the lease and the receipt */
    public Retraining(
            AgentConfig config,
            NetworkFactory networks,
            Store store,
            InstantSource clock,
            TrainingListener listener,
            String who) {
        this.config = config;
        this.networks = networks;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.who = who;
        this.models = new ModelDirectory(config.model().directory());
    }

    /** The time that the store knows of, from its first window to its last event; null where there is none. */
    public static @Nullable TimeSpan held(Store store, Duration windowLength) {
        return StoredHistory.held(store, windowLength);
    }

    /**
     * Runs.
     *
     * @param span what to learn from and to score on
     * @param dryRun decides, and changes nothing
     * @throws HeldException if another run is under way
     * @throws IOException if the outcome could not be stored; the champion stays
     */
    public RetrainReceipt run(TimeSpan span, boolean dryRun) throws IOException {
        models.requireWritable();
        try (RetrainLease lease = RetrainLease.take(store.leases(), who, clock)) {
            Instant begun = clock.instant();
            try {
                return new Run(span, dryRun, begun, lease).run();
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                if (!dryRun) {
                    recordFailure(span, begun, e);
                }
                throw e;
            }
        }
    }

    private void recordFailure(TimeSpan span, Instant begun, Throwable why) {
        try {
            String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            journal().append(new Run(span, false, begun, null).receipt(Cause.FAILED, reason));
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private RetrainJournal journal() {
        return new RetrainJournal(config.model().directory());
    }

    /** One run; what is known so far. */
    private final class Run {
        private final TimeSpan span;
        private final boolean dryRun;
        private final Instant begun;
        private final @Nullable RetrainLease lease;
        private final @Nullable String championVersion;
        private @Nullable Split split;
        private @Nullable String challenger;
        private List<RetrainReceipt.Contest> contests = List.of();
        private Map<String, Integer> onsets = Map.of();

        Run(TimeSpan span, boolean dryRun, Instant begun, @Nullable RetrainLease lease) throws IOException {
            this.span = span;
            this.dryRun = dryRun;
            this.begun = begun;
            this.lease = lease;
            this.championVersion = models.championVersion();
        }

        RetrainReceipt run() throws IOException {
            RetrainReceipt receipt;
            try {
                receipt = decide();
            } catch (NotEnoughException e) {
                receipt = receipt(Cause.TOO_FEW_INCIDENTS, String.valueOf(e.getMessage()));
            }
            if (!dryRun) {
                journal().append(receipt);
                models.prune(config.retrain().keep());
            }
            return receipt;
        }

        private RetrainReceipt decide() throws IOException {
            HealthHistory health =
                    new LabelSources(config.labels(), Settings.horizons(config).longest(), store).history(span);
            StoredHistory history = StoredHistory.read(store, span).known();
            Challenge challenge = new Challenge(config, networks, listening(), history, health);
            Bundle champion = challenge.comparable(models, championVersion);
            Map<HealthState, List<Instant>> times = onsets(history, health);
            Split cut = Split.of(
                    span.from(),
                    span.until(),
                    most(times),
                    champion == null ? null : champion.card().trainedUntil(),
                    new Split.Rule(config.retrain().heldOut(), config.retrain().leastOnsets(), challenge.gap()));
            if (cut.shortage() != null) {
                return receipt(Cause.TOO_FEW_INCIDENTS, cut.shortage());
            }
            split = cut;
            Challenge.Scored scored = challenge.score(cut, span.until(), champion);
            contests = scored.contests();
            if (!scored.decision().promote()) {
                keep(scored.bundle());
                return receipt(scored.decision());
            }
            promote(challenge, scored);
            return receipt(scored.decision());
        }

        private TrainingListener listening() {
            return new TrainingListener() {
                @Override
                public void epoch(int member, int epoch, double loss, double heldOut) {
                    listener.epoch(member, epoch, loss, heldOut);
                }

                @Override
                public boolean stop() {
                    return listener.stop() || (lease != null && lease.lost());
                }
            };
        }

        private Map<HealthState, List<Instant>> onsets(StoredHistory history, HealthHistory health) {
            Map<HealthState, List<Instant>> times = new TreeMap<>();
            Map<String, Integer> counts = new TreeMap<>();
            for (HealthState level : HazardTargets.LEVELS) {
                TreeSet<Instant> distinct = new TreeSet<>();
                for (String entity : history.entities()) {
                    distinct.addAll(health.of(entity).onsets(level, span.from(), span.until()));
                }
                times.put(level, List.copyOf(distinct));
                counts.put(level.label(), distinct.size());
            }
            onsets = counts;
            return times;
        }

        /** Of the level that has the most: it is what the model can learn at all. */
        private List<Instant> most(Map<HealthState, List<Instant>> times) {
            List<Instant> most = new ArrayList<>();
            for (List<Instant> one : times.values()) {
                most = one.size() > most.size() ? one : most;
            }
            return most;
        }

        /** A rejected challenger stays at hand for a person who knows better. */
        private void keep(Bundle rejected) throws IOException {
            if (!dryRun) {
                challenger = models.keep(rejected);
                models.point(Alias.CHALLENGER, challenger);
            }
        }

        private void promote(Challenge challenge, Challenge.Scored scored) throws IOException {
            if (dryRun) {
                return;
            }
            Bundle all = challenge.fit(span.until(), scored.bundle().card().choice());
            Bundle bundle = all.withCard(all.card().withBacktest(scored.card()));
            if (lease != null && !lease.renew()) {
                throw new IOException("the lease on retraining was lost: another run has taken over");
            }
            challenger = models.crown(bundle);
            models.clear(Alias.CHALLENGER);
            Promotion.shelve(
                    store.models(),
                    models,
                    challenger,
                    bundle,
                    scored.decision().reason(),
                    clock);
        }

        private RetrainReceipt receipt(Gate.Decision decision) {
            return receipt(decision.cause(), decision.reason());
        }

        RetrainReceipt receipt(Cause cause, String reason) {
            Instant now = clock.instant();
            return new RetrainReceipt(
                    now,
                    who,
                    span.from(),
                    split == null ? null : split.heldOutFrom(),
                    span.until(),
                    cause.verdict(),
                    cause,
                    reason,
                    championVersion,
                    challenger,
                    contests,
                    onsets,
                    Duration.between(begun, now).toMillis() / 1e3);
        }
    }
}
