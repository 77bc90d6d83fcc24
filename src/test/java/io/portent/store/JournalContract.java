package io.portent.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.ForecastJournal.Entry;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.OutcomeLog.Kind;
import io.portent.store.OutcomeLog.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was forecast, what happened, and what people said of it. */
interface JournalContract {
    /** An empty store, closed by whoever made it. */
    Store store();

    static Entry forecast(String entity, int minute, String model) {
        double red = 1.0 / (3 + minute);
        return new Entry(
                new Forecast(
                        entity,
                        SomeWindows.start(minute),
                        List.of(
                                new HorizonForecast(Duration.ofMinutes(5), 1 - red, 0, red, HealthState.GREEN),
                                new HorizonForecast(Duration.ofHours(1), 0, 1 - red, red, HealthState.RED)),
                        null),
                model,
                minute % 2 == 1);
    }

    @Test
    default void forecastsComeBackEqualInTheOrderOfTime() {
        Entry unknown = new Entry(
                Forecast.unknown("shop", SomeWindows.start(2), List.of(Duration.ofMinutes(5)), "stale input"),
                "",
                false);
        store().forecasts().record(List.of(forecast("till", 3, "v1"), unknown, forecast("shop", 1, "v1")));
        store().forecasts().record(List.of(forecast("shop", 1, "v1"), forecast("shop", 1, "v2")));

        List<Entry> all = new ArrayList<>();
        store().forecasts().forecasts(null, TimeSpan.ALL, all::add);
        assertThat(all)
                .containsExactly(
                        forecast("shop", 1, "v1"), forecast("shop", 1, "v2"), unknown, forecast("till", 3, "v1"));
        List<Entry> some = new ArrayList<>();
        store().forecasts().forecasts("shop", new TimeSpan(SomeWindows.start(2), SomeWindows.start(9)), some::add);
        assertThat(some).containsExactly(unknown);
    }

    static Recorded label(String key, int from, @Nullable Instant end, HealthState state) {
        return new Recorded(
                key,
                new Label("", state, SomeWindows.start(from), end, "alertmanager", "Disk 'full'; \0"),
                0.75,
                SomeWindows.START);
    }

    @Test
    default void labelsArePutOnceHoweverOftenTheyAreTold() {
        Recorded open = label("a", 0, null, HealthState.RED);
        Recorded ended = label("b", 5, SomeWindows.start(9), HealthState.ORANGE);
        assertThat(store().labels().put(List.of(open, ended))).isEqualTo(new Changes(2, 0, 0));
        assertThat(store().labels().put(List.of(open, ended))).isEqualTo(new Changes(0, 0, 2));
        assertThat(store().labels().labels(TimeSpan.ALL)).containsExactly(open, ended);
    }

    @Test
    default void aLabelThatHasEndedIsNotReopenedByALateNotification() {
        Recorded open = label("a", 0, null, HealthState.RED);
        Recorded ended = label("a", 0, SomeWindows.start(4), HealthState.RED);
        store().labels().put(List.of(open));
        assertThat(store().labels().put(List.of(ended))).isEqualTo(new Changes(0, 1, 0));
        assertThat(store().labels().put(List.of(open))).isEqualTo(new Changes(0, 0, 1));
        assertThat(store().labels().labels(TimeSpan.ALL)).containsExactly(ended);
        assertThat(store().labels().remove(List.of("a", "unknown"))).isEqualTo(1);
        store().labels().put(List.of(open));
        assertThat(store().labels().labels(TimeSpan.ALL)).containsExactly(open);
    }

    @Test
    default void labelsOfASpanAreThoseThatOverlapIt() {
        Recorded open = label("open", 2, null, HealthState.RED);
        Recorded early = label("early", 0, SomeWindows.start(5), HealthState.ORANGE);
        Recorded late = label("late", 10, SomeWindows.start(11), HealthState.GREEN);
        store().labels().put(List.of(late, open, early));
        assertThat(store().labels().labels(new TimeSpan(SomeWindows.start(5), SomeWindows.start(10))))
                .containsExactly(open);
        assertThat(store().labels().labels(new TimeSpan(SomeWindows.start(4), SomeWindows.start(11))))
                .containsExactly(early, open, late);
    }

    @Test
    default void interventionsAndOutcomesAreKeptOnce() {
        Intervention acted = new Intervention("k", "shop", SomeWindows.START, "ada", "restarted the pool");
        store().interventions().record(acted);
        store().interventions().record(acted);
        assertThat(store().interventions().interventions(TimeSpan.ALL)).containsExactly(acted);

        Outcome warned = new Outcome("shop", "v1", Kind.TRUE_ALARM, SomeWindows.START, Duration.ofMinutes(11));
        Outcome missed = new Outcome("shop", "v1", Kind.MISSED_ONSET, SomeWindows.START.plusSeconds(1), null);
        Outcome acting = new Outcome("shop", "v1", Kind.INTERVENED, SomeWindows.START.plusSeconds(1), null);
        store().outcomes().record(List.of(acting, missed, warned));
        store().outcomes().record(List.of(warned));
        assertThat(store().outcomes().outcomes(TimeSpan.ALL)).containsExactly(warned, missed, acting);
    }
}
