package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.health.Intervention;
import io.portent.health.Observed;
import io.portent.json.HistoryJson;
import io.portent.json.ReceiptJson;
import io.portent.metrics.HorizonLabel;
import io.portent.outcome.Receipts;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.web.Chronicle;
import io.portent.web.RefusedException;
import io.portent.web.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of the past: forecasts out of the journal, and health as the running agent knows it, rules included, so that no
 * window is read again for it. One entity at a time. Thread-safe.
 */
final class StoredChronicle implements Chronicle {
    private static final List<String> ASKED = List.of("entity", "since", "until");
    private static final Duration USUAL_HISTORY = Duration.ofHours(6);
    private static final Duration USUAL_RECEIPTS = Duration.ofDays(7);

    /** At one forecast a minute this is 45,000 of them, read in a fraction of a second. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final int MOST_FORECASTS = 240;

    private final Supplier<AgentConfig> config;
    private final Supplier<List<Observed>> observed;
    private final Supplier<@Nullable HealthHistory> health;
    private final Supplier<Store> store;
    private final InstantSource clock;

    /**
     * @param config that is in force
     * @param health what is known at the last forecast; null before the first
     * @param store asked for each request; may throw {@link StoreException} while it cannot be opened
     */
    StoredChronicle(
            Supplier<AgentConfig> config,
            Supplier<List<Observed>> observed,
            Supplier<@Nullable HealthHistory> health,
            Supplier<Store> store,
            InstantSource clock) {
        this.config = config;
        this.observed = observed;
        this.health = health;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Duration staleAfter() {
        return config.get().forecast().leftBehindAfter();
    }

    @Override
    public boolean writable() {
        return config.get().web().isOpened();
    }

    @Override
    public List<Observed> observed() {
        return observed.get();
    }

    @Override
    public String history(Map<String, String> query) {
        String entity = entity(query);
        TimeSpan span = span(query, USUAL_HISTORY);
        HealthHistory known = known();
        Thinned points = new Thinned(span.from(), span.until(), MOST_FORECASTS);
        read(entity, span, points);
        return HistoryJson.write(
                entity,
                span.from(),
                span.until(),
                points.step(),
                known.of(entity).stretches(span.from(), span.until()),
                points.kept(),
                acts(known, entity, span),
                HorizonLabel::of);
    }

    private void read(String entity, TimeSpan span, Thinned points) {
        try {
            store.get().forecasts().forecasts(entity, upTo(span), entry -> {
                if (!entry.shadow()) {
                    points.take(entry.forecast());
                }
            });
        } catch (StoreException e) {
            throw new UnavailableException(e);
        }
    }

    /** The end of a span is not part of it, but the last forecast may have been made at this moment. */
    private static TimeSpan upTo(TimeSpan span) {
        return new TimeSpan(span.from(), span.until().plusMillis(1));
    }

    private static List<Instant> acts(HealthHistory known, String entity, TimeSpan span) {
        return known.interventions().stream()
                .filter(one -> one.entity().isEmpty() || one.entity().equals(entity))
                .map(Intervention::time)
                .filter(span::contains)
                .sorted()
                .toList();
    }

    @Override
    public String receipts(Map<String, String> query) {
        String entity = entity(query);
        TimeSpan span = span(query, USUAL_RECEIPTS);
        Instant sure = span.until().minus(Receipting.LATE);
        Receipts receipts = new Receipts(known(), config.get().forecast().warning(), sure);
        try {
            store.get()
                    .forecasts()
                    .forecasts(
                            entity,
                            upTo(span),
                            entry -> receipts.take(entry.forecast(), entry.model(), entry.shadow()));
        } catch (StoreException e) {
            throw new UnavailableException(e);
        }
        return ReceiptJson.write(receipts.table(), HorizonLabel::of);
    }

    private HealthHistory known() {
        HealthHistory last = health.get();
        return last == null ? new HealthHistory(List.of(), null) : last.copy();
    }

    private static String entity(Map<String, String> query) {
        String entity = query.get("entity");
        if (entity == null || entity.isEmpty()) {
            throw new RefusedException("the query must name an entity");
        }
        return entity;
    }

    /** What is later than now is not asked for: labels of a replayed past know it already. */
    private TimeSpan span(Map<String, String> query, Duration usual) {
        Instant now = now();
        AskedSpan asked = AskedSpan.of(query, ASKED, now, usual);
        Instant until = asked.until().isBefore(now) ? asked.until() : now;
        if (!asked.since().isBefore(until)) {
            throw new RefusedException("since must be before now, was " + asked.since());
        }
        if (Duration.between(asked.since(), until).compareTo(LONGEST) > 0) {
            throw new RefusedException(
                    "at most " + LONGEST.toDays() + " days are shown at once; narrow since and until");
        }
        return new TimeSpan(asked.since().truncatedTo(ChronoUnit.MILLIS), until.truncatedTo(ChronoUnit.MILLIS));
    }
}
