package io.portent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.store.ForecastJournal.Entry;
import io.portent.store.Housekeeping.Pruned;
import io.portent.store.Housekeeping.Retention;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Changes;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.ModelShelf.Model;
import io.portent.store.ModelShelf.Move;
import io.portent.store.OutcomeLog.Kind;
import io.portent.store.OutcomeLog.Outcome;
import io.portent.store.StoreException.Problem;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store does. */
public abstract class StoreContract {
    private static final Instant T = SomeWindows.START;

    /** An empty store, closed by whoever made it. */
    protected abstract Store store();

    private List<Window> stored(@Nullable String entity) {
        List<Window> all = new ArrayList<>();
        store().windowReader().windows(entity, TimeSpan.ALL, all::add);
        return all;
    }

    private static Checkpoint checkpoint(List<Window> windows, long offset) {
        return new Checkpoint(
                "agent",
                windows,
                List.of(),
                List.of(new SourcePosition("app", "/var/log/app.log", "inode 7", offset, offset / 10)),
                Map.of("seen", "a\0b\\c " + offset));
    }

    private static Checkpoint telling(String writer, StoredTemplate... templates) {
        return new Checkpoint(writer, List.of(), List.of(templates), List.of(), Map.of());
    }

    @Test
    void templatesComeBackInTheOrderOfTheFirstTellingWithTheLatestText() {
        StoredTemplate pay = new StoredTemplate("p", "paid by bob\0");
        StoredTemplate ship = new StoredTemplate("s", "shipped <*>");
        StoredTemplate payment = new StoredTemplate("p", "paid by <*>");
        store().windowWriter().commit(telling("a", pay, ship));
        store().windowWriter().append("a", List.of(), List.of(payment));
        store().windowWriter().commit(telling("b", pay));
        assertThat(store().windowWriter().resume("a").templates()).containsExactly(payment, ship);
        assertThat(store().windowWriter().resume("b").templates()).containsExactly(pay);
        assertThat(store().windowReader().templates()).containsExactly(payment, ship, pay);
    }

    @Test
    void windowsComeBackEqual() {
        List<Window> shop = SomeWindows.minutes("shop", 0, 100);
        List<Window> till = SomeWindows.minutes("till", 50, 10);
        List<Window> all = new ArrayList<>(shop);
        all.addAll(till);
        store().windowWriter().append("agent", all, List.of());

        assertThat(stored("shop")).isEqualTo(shop);
        assertThat(stored("till")).isEqualTo(till);
        assertThat(stored(null)).hasSize(110).containsAll(till);
        assertThat(stored("nobody")).isEmpty();
    }

    /** The seed is in the entity's place of the message. */
    @Test
    void whateverAWindowHoldsComesBackEqual() {
        Map<Instant, Window> odd = new HashMap<>();
        for (long seed = 0; seed < 400; seed++) {
            Window window = SomeWindows.odd(seed);
            odd.put(window.start(), window);
        }
        store().windowWriter().append("agent", List.copyOf(odd.values()), List.of());
        List<Window> read = stored("odd");
        assertThat(read).hasSameSizeAs(odd.values());
        for (Window window : read) {
            assertThat(window).as("seed of %s", window.start()).isEqualTo(odd.get(window.start()));
        }
    }

    @Test
    void aListHasTheSameWindows_whateverIsWrittenLater() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 20), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("till", 3, 5), List.of());
        List<Window> before = stored(null);
        List<Window> list = store().windowReader().list(TimeSpan.ALL);
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 20, 20), List.of());
        assertThat(list).isEqualTo(before).hasSize(25);
        assertThat(list.get(7)).isEqualTo(before.get(7));
        assertThat(store().windowReader().list(new TimeSpan(SomeWindows.start(5), SomeWindows.start(8))))
                .containsExactlyElementsOf(Stream.concat(
                                SomeWindows.minutes("shop", 5, 3).stream(), SomeWindows.minutes("till", 5, 3).stream())
                        .toList());
    }

    @Test
    void aSpanHasItsStartAndNotItsEnd() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 20), List.of());
        List<Window> some = new ArrayList<>();
        store().windowReader().windows("shop", new TimeSpan(SomeWindows.start(5), SomeWindows.start(8)), some::add);
        assertThat(some).isEqualTo(SomeWindows.minutes("shop", 5, 3));
    }

    @Test
    void extentsTellWhatThereIs() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 3, 7), List.of());
        assertThat(store().windowReader().extents())
                .containsExactly(new WindowReader.Extent("shop", SomeWindows.start(3), SomeWindows.start(9), 7));
    }

    @Test
    void aCheckpointKeepsWindowsAndPositionsTogether() {
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 0, 2), 100));
        Checkpoint second = checkpoint(SomeWindows.minutes("shop", 2, 2), 250);
        store().windowWriter().commit(second);

        assertThat(stored("shop")).isEqualTo(SomeWindows.minutes("shop", 0, 4));
        assertThat(store().windowWriter().resume("agent").positions()).isEqualTo(second.positions());
        assertThat(store().windowWriter().resume("agent").memos()).isEqualTo(second.memos());
        assertThat(store().windowWriter().resume("another").positions()).isEmpty();
    }

    @Test
    void aRefusedCheckpointLeavesNothingBehind() {
        store().windowWriter().append("another", SomeWindows.minutes("shop", 5, 1), List.of());
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 0, 2), 100));

        assertThatThrownBy(() -> store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 2, 9), 900)))
                .isInstanceOfSatisfying(StoreException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.CONFLICT);
                    assertThat(refused.retryHelps()).isFalse();
                })
                .hasMessageContaining("two agents");
        assertThat(stored("shop")).hasSize(3);
        assertThat(store().windowWriter().resume("agent").positions())
                .extracting(SourcePosition::offset)
                .containsExactly(100L);
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 2, 3), 400));
        assertThat(stored("shop")).isEqualTo(SomeWindows.minutes("shop", 0, 6));
    }

    @Test
    void aWindowWrittenAgainReplacesTheFormer() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 3), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 1, 3), List.of());
        assertThat(stored("shop")).isEqualTo(SomeWindows.minutes("shop", 0, 4));
    }

    @Test
    void writersAtOnceAllSucceed() throws InterruptedException {
        Store store = store();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            String name = "agent" + t;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 20; i++) {
                    store.windowWriter().append(name, SomeWindows.minutes(name, i, 1), List.of());
                }
            });
            thread.setUncaughtExceptionHandler((dead, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(stored("agent2")).isEqualTo(SomeWindows.minutes("agent2", 0, 20));
        assertThat(stored(null)).hasSize(80);
    }

    private static Entry forecast(String entity, int minute, String model) {
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
    void forecastsComeBackEqualInTheOrderOfTime() {
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

    private static Recorded label(String key, int from, @Nullable Instant end, HealthState state) {
        return new Recorded(
                key, new Label("", state, SomeWindows.start(from), end, "alertmanager", "Disk 'full'; \0"), 0.75, T);
    }

    @Test
    void labelsArePutOnceHoweverOftenTheyAreTold() {
        Recorded open = label("a", 0, null, HealthState.RED);
        Recorded ended = label("b", 5, SomeWindows.start(9), HealthState.ORANGE);
        assertThat(store().labels().put(List.of(open, ended))).isEqualTo(new Changes(2, 0, 0));
        assertThat(store().labels().put(List.of(open, ended))).isEqualTo(new Changes(0, 0, 2));
        assertThat(store().labels().labels(TimeSpan.ALL)).containsExactly(open, ended);
    }

    @Test
    void aLabelThatHasEndedIsNotReopenedByALateNotification() {
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
    void labelsOfASpanAreThoseThatOverlapIt() {
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
    void interventionsAndOutcomesAreKeptOnce() {
        Intervention acted = new Intervention("k", "shop", T, "ada", "restarted the pool");
        store().interventions().record(acted);
        store().interventions().record(acted);
        assertThat(store().interventions().interventions(TimeSpan.ALL)).containsExactly(acted);

        Outcome warned = new Outcome("shop", "v1", Kind.TRUE_ALARM, T, Duration.ofMinutes(11));
        Outcome missed = new Outcome("shop", "v1", Kind.MISSED_ONSET, T.plusSeconds(1), null);
        Outcome acting = new Outcome("shop", "v1", Kind.INTERVENED, T.plusSeconds(1), null);
        store().outcomes().record(List.of(acting, missed, warned));
        store().outcomes().record(List.of(warned));
        assertThat(store().outcomes().outcomes(TimeSpan.ALL)).containsExactly(warned, missed, acting);
    }

    @Test
    void modelsAreFetchedByVersionAndPointedAtByAlias() {
        ModelShelf models = store().models();
        Model first = new Model("v1", "simple-rnn", T, "{\"a\":\"\\u0000\"}");
        Model second = new Model("v2", "gru", T.plusSeconds(5), "{}");
        models.keep(second, new byte[] {4});
        models.keep(first, new byte[] {1, 2, 0});
        models.keep(first, new byte[] {1, 2, 0});
        assertThat(models.models()).containsExactly(first, second);
        assertThat(models.bundle("v1")).containsExactly(1, 2, 0);
        assertThat(models.bundle("v3")).isNull();
        assertThatThrownBy(() -> models.keep(first, new byte[] {9}))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.problem()).isEqualTo(Problem.CONFLICT));

        Move promoted = new Move("champion", "v1", T, "the first");
        Move better = new Move("champion", "v2", T, "better by 0.1");
        models.point(promoted);
        models.point(better);
        assertThat(models.moves("champion")).containsExactly(better, promoted);
        assertThat(models.moves("challenger")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> models.point(new Move("champion", "v3", T, "")));
        assertThatIllegalArgumentException().isThrownBy(() -> models.forget("v2"));
        assertThat(models.forget("v1")).isTrue();
        assertThat(models.forget("v1")).isFalse();
    }

    @Test
    void aLeaseIsHeldByOneUntilItEnds() {
        Leases leases = store().leases();
        Duration minute = Duration.ofMinutes(1);
        Leases.Lease mine = leases.acquire("retrain", "a", T, minute);
        assertThat(mine).isNotNull();
        assertThat(leases.acquire("retrain", "b", T.plusSeconds(59), minute)).isNull();
        assertThat(leases.acquire("other", "b", T, minute)).isNotNull();
        Leases.Lease renewed = leases.renew(mine, T.plusSeconds(30), minute);
        assertThat(renewed).isNotNull();
        assertThat(leases.holder("retrain", T.plusSeconds(80))).isEqualTo(renewed);

        Leases.Lease theirs = leases.acquire("retrain", "b", T.plusSeconds(90), minute);
        assertThat(theirs).isNotNull();
        assertThat(theirs.token()).isGreaterThan(mine.token());
        assertThat(leases.renew(renewed, T.plusSeconds(91), minute)).isNull();
        assertThat(leases.release(renewed)).isFalse();
        assertThat(leases.release(theirs)).isTrue();
        assertThat(leases.holder("retrain", T.plusSeconds(91))).isNull();
        assertThat(leases.acquire("retrain", "a", T.plusSeconds(91), minute)).isNotNull();
    }

    /** Renewed each quarter of it, as the retraining does. */
    @Test
    void aLeaseIsNotTakenByAClockThatDiffersByLessThanThreeQuartersOfIt() {
        Leases leases = store().leases();
        Duration minute = Duration.ofMinutes(1);
        Leases.Lease mine = leases.acquire("retrain", "a", T, minute);
        for (int quarter = 1; quarter <= 8 && mine != null; quarter++) {
            Instant due = T.plusSeconds(15L * quarter);
            for (long skew : new long[] {-60, -30, 30, 44}) {
                assertThat(leases.acquire("retrain", "b", due.plusSeconds(skew), minute))
                        .as("%s s ahead", skew)
                        .isNull();
            }
            mine = leases.renew(mine, due, minute);
        }
        assertThat(mine).isNotNull();
        assertThat(leases.acquire("retrain", "b", T.plusSeconds(120 + 60), minute))
                .as("a minute ahead is too much, and costs the holder his lease")
                .isNotNull();
        assertThat(mine == null ? null : leases.renew(mine, T.plusSeconds(121), minute))
                .isNull();
    }

    @Test
    void aLeaseFromAClockThatWasSetBackBlocksNobody() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(store().leases().acquire("retrain", "a", T.plus(Duration.ofDays(365)), minute))
                .isNotNull();
        assertThat(store().leases().acquire("retrain", "b", T, minute)).isNotNull();
    }

    @Test
    void whatIsOlderThanTheAgeGoes() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 100), List.of());
        store().forecasts().record(List.of(forecast("shop", 1, "v1"), forecast("shop", 90, "v1")));
        store().labels().put(List.of(label("a", 0, SomeWindows.start(1), HealthState.RED)));
        Pruned pruned = store().housekeeping()
                .prune(new Retention(Duration.ofMinutes(40), Long.MAX_VALUE), SomeWindows.start(100));
        assertThat(pruned).isEqualTo(new Pruned(60, 1, 0));
        assertThat(stored("shop")).isEqualTo(SomeWindows.minutes("shop", 60, 40));
        assertThat(store().labels().labels(TimeSpan.ALL)).hasSize(1);
    }

    @Test
    void aStoreThatIsTooLargeLosesTheOldest() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 3000), List.of());
        long half = store().housekeeping().bytes() / 2;
        store().housekeeping().prune(new Retention(Duration.ofDays(3650), half), SomeWindows.start(3000));
        assertThat(store().housekeeping().bytes()).isBetween(half / 2, half);
        List<Window> left = stored("shop");
        assertThat(left).hasSizeBetween(600, 2000);
        assertThat(left).isEqualTo(SomeWindows.minutes("shop", 3000 - left.size(), left.size()));
    }

    /** The dictionary forgets terms with the windows that used them; writers must notice. */
    @Test
    void afterPruningWindowsAreStillReadAndWritten() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 50), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 10_000, 5), List.of());
        store().housekeeping().prune(new Retention(Duration.ofDays(2), Long.MAX_VALUE), SomeWindows.start(10_000));
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 50), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 10_005, 5), List.of());
        List<Window> all = new ArrayList<>(SomeWindows.minutes("shop", 0, 50));
        all.addAll(SomeWindows.minutes("shop", 10_000, 10));
        assertThat(stored("shop")).isEqualTo(all);
    }

    @Test
    void aWholeStorePassesItsCheck() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 10), List.of());
        store().check();
    }

    @Test
    void whatCannotComeBackEqualIsRefused() {
        Window usual = SomeWindows.usual("shop", 0);
        Window finer = new Window(
                "shop",
                T.plusNanos(1),
                usual.length(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                Duration.ZERO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store().windowWriter().append("agent", List.of(finer), List.of()))
                .withMessageContaining("whole milliseconds");
    }
}
