package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LabelSources;
import io.portent.outcome.ReceiptTable;
import io.portent.outcome.Receipts;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Holds the journal of forecasts against the labels and interventions known today. */
public final class Receipting implements AutoCloseable {
    private final AgentConfig config;
    private final InstantSource clock;
    private final Store store;

    private Receipting(AgentConfig config, InstantSource clock, Store store) {
        this.config = config;
        this.clock = clock;
        this.store = store;
    }

    /** @throws io.portent.store.StoreException if the store is not there or cannot be used */
    public static Receipting open(AgentConfig config, InstantSource clock) {
        return new Receipting(config, clock, Stores.existing(config.store()));
    }

    /** By how much labels may be told late, and forecasts are judged therefore. */
    public static final Duration LATE = OutcomeKeeper.DELAY;

    /** Now or, where the stored windows end earlier, the end of the last one. */
    public Instant end() {
        Instant now = clock.instant();
        return store.windowReader().extents().stream()
                .map(WindowReader.Extent::last)
                .max(Instant::compareTo)
                .map(last -> last.plus(config.window().length()))
                .filter(last -> last.isBefore(now))
                .orElse(now);
    }

    /**
     * What the forecasts of a span came to.
     *
     * @param asked judged up to here, or until as late as labels are sure to be known, if that is earlier; null: that
     * @param entity null: all
     */
    public ReceiptTable table(Instant since, @Nullable Instant asked, @Nullable String entity) throws IOException {
        Instant until = asked == null ? clock.instant() : asked;
        Instant known = clock.instant().minus(OutcomeKeeper.DELAY);
        Instant end = (until.isBefore(known) ? until : known).truncatedTo(ChronoUnit.MILLIS);
        Instant from = since.truncatedTo(ChronoUnit.MILLIS);
        HealthHistory health = new LabelSources(
                        config.labels(), Settings.horizons(config).longest(), store)
                .history(new TimeSpan(from, from.isBefore(end) ? end : from));
        Receipts receipts = new Receipts(health, config.forecast().warning(), end);
        Instant last = until.truncatedTo(ChronoUnit.MILLIS);
        if (!last.isBefore(from)) {
            TimeSpan span = new TimeSpan(from, last.plusMillis(1));
            store.forecasts()
                    .forecasts(entity, span, entry -> receipts.take(entry.forecast(), entry.model(), entry.shadow()));
        }
        return receipts.table();
    }

    @Override
    public void close() {
        store.close();
    }
}
