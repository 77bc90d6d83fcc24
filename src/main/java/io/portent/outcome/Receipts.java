package io.portent.outcome;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds journalled forecasts against all that is known today, by the rules of {@link AlarmWatch}. What it keeps grows with the
 * number of entities, models and outcomes, not with that of forecasts. Not thread-safe.
 */
public final class Receipts {
    private final HealthHistory health;
    private final Interventions interventions;
    private final Duration warning;
    private final Instant until;
    private final Map<Row, Series> series = new LinkedHashMap<>();
    private final Map<Author, Account> accounts = new LinkedHashMap<>();

    private ReceiptTable.Young young = ReceiptTable.Young.NONE;

    /** Forecasts that follow one another: those that were shown, by whatever model, and those of each shadow. */
    private record Row(String entity, boolean shadow, String model) {}

    private record Author(String model, boolean shadow) {}

    private static final class Series {
        private final AlarmWatch watch;
        private final Known known;
        private final List<Outcome> outcomes = new ArrayList<>();
        private @Nullable Said last;

        Series(String entity, Duration warning, Known known) {
            this.watch = new AlarmWatch(entity, warning, outcomes::add);
            this.known = known;
        }
    }

    /** One model's chances, and how long each entity was watched by it. */
    private static final class Account {
        private final Map<Duration, Reliability> chances = new TreeMap<>();
        private final Map<String, Duration> watched = new TreeMap<>();
    }

    /**
     * Begins with nothing.
     *
     * @param warning least useful lead time
     * @param until what has not ended by then is left out, and later forecasts are only counted; early enough for labels to be known
     */
    public Receipts(HealthHistory health, Duration warning, Instant until) {
        this.health = health;
        this.interventions = new Interventions(health.interventions());
        this.warning = warning;
        this.until = until;
    }

    /** The next forecast; those of an entity come in the order of time. */
    public void take(Forecast forecast, String model, boolean shadow) {
        if (forecast.time().isAfter(until)) {
            young = shadow ? young : young.and(forecast.time());
            return;
        }
        String entity = forecast.entity();
        Series of = series.computeIfAbsent(
                new Row(entity, shadow, shadow ? model : ""),
                row -> new Series(entity, warning, new Known(health.of(entity), interventions)));
        Said said = Said.of(forecast, model);
        watched(of, said.time(), entity, shadow);
        boolean asked = of.watch.take(said, of.known);
        of.last = said.word() == Said.Word.UNKNOWN ? null : said;
        if (asked) {
            score(forecast, of.known, account(model, shadow));
        }
    }

    private Account account(String model, boolean shadow) {
        return accounts.computeIfAbsent(new Author(model, shadow), author -> new Account());
    }

    /** A forecast watches until the next one; where none comes, for as long as it spoke of. */
    private void watched(Series of, Instant next, String entity, boolean shadow) {
        Said last = of.last;
        if (last != null) {
            Instant end = next.isBefore(last.reach()) ? next : last.reach();
            account(last.model(), shadow).watched.merge(entity, Duration.between(last.time(), end), Duration::plus);
        }
    }

    private void score(Forecast forecast, Known known, Account account) {
        Timeline timeline = known.timeline();
        if (timeline.at(forecast.time()) == null) {
            return;
        }
        for (HorizonForecast one : forecast.horizons()) {
            Instant end = forecast.time().plus(one.horizon());
            if (one.state() == null || end.isAfter(until) || !timeline.covers(forecast.time(), end)) {
                continue;
            }
            boolean onset = timeline.onset(HealthState.RED, forecast.time().plus(warning), end) != null;
            if (onset || !known.interventions().within(forecast.entity(), forecast.time(), end)) {
                account.chances
                        .computeIfAbsent(one.horizon(), horizon -> new Reliability())
                        .add(one.red(), onset);
            }
        }
    }

    /** The bill; ends the taking in. */
    public ReceiptTable table() {
        int unjudged = 0;
        int standing = 0;
        List<Outcome> served = new ArrayList<>();
        Map<Author, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (Map.Entry<Row, Series> entry : series.entrySet()) {
            Series of = entry.getValue();
            boolean shadow = entry.getKey().shadow();
            of.watch.settle(until, of.known);
            watched(of, until, entry.getKey().entity(), shadow);
            of.outcomes.forEach(
                    one -> outcomes.computeIfAbsent(new Author(one.model(), shadow), author -> new ArrayList<>())
                            .add(one));
            if (!shadow) {
                served.addAll(of.outcomes);
                unjudged += of.watch.unjudged();
                standing += of.watch.ringing() ? 1 : 0;
            }
        }
        served.sort(Comparator.comparing(Outcome::entity).thenComparing(Outcome::time));
        return new ReceiptTable(Tally.of(served, watched(false)), unjudged, standing, young, models(outcomes), served);
    }

    private Duration watched(boolean shadow) {
        Duration sum = Duration.ZERO;
        for (Map.Entry<Author, Account> account : accounts.entrySet()) {
            if (account.getKey().shadow() == shadow) {
                sum = sum.plus(sum(account.getValue().watched));
            }
        }
        return sum;
    }

    private static Duration sum(Map<String, Duration> watched) {
        return watched.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private List<ModelReceipt> models(Map<Author, List<Outcome>> outcomes) {
        List<ModelReceipt> models = new ArrayList<>();
        accounts.forEach((author, account) -> {
            List<Outcome> all = outcomes.getOrDefault(author, List.of());
            Map<String, Tally> entities = new TreeMap<>();
            account.watched.forEach((entity, watched) -> entities.put(
                    entity,
                    Tally.of(
                            all.stream()
                                    .filter(one -> one.entity().equals(entity))
                                    .toList(),
                            watched)));
            List<Calibration> calibration = new ArrayList<>();
            account.chances.forEach((horizon, chances) -> calibration.add(chances.of(horizon)));
            models.add(new ModelReceipt(
                    author.model(), author.shadow(), Tally.of(all, sum(account.watched)), entities, calibration));
        });
        models.sort(Comparator.comparing(ModelReceipt::shadow));
        return models;
    }
}
