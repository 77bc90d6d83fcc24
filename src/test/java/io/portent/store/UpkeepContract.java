package io.portent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.health.HealthState;
import io.portent.store.ForecastJournal.Entry;
import io.portent.store.Housekeeping.Pruned;
import io.portent.store.Housekeeping.Retention;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.ModelShelf.Model;
import io.portent.store.ModelShelf.Move;
import io.portent.store.StoreException.Problem;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models, leases, and what keeps a store within bounds. */
interface UpkeepContract {
    /** An empty store, closed by whoever made it. */
    Store store();

    @Test
    default void modelsAreFetchedByVersionAndPointedAtByAlias() {
        ModelShelf models = store().models();
        Model first = new Model("v1", "simple-rnn", SomeWindows.START, "{\"a\":\"\\u0000\"}");
        Model second = new Model("v2", "gru", SomeWindows.START.plusSeconds(5), "{}");
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

        Move promoted = new Move("champion", "v1", SomeWindows.START, "the first");
        Move better = new Move("champion", "v2", SomeWindows.START, "better by 0.1");
        models.point(promoted);
        models.point(better);
        assertThat(models.moves("champion")).containsExactly(better, promoted);
        assertThat(models.moves("challenger")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> models.point(new Move("champion", "v3", SomeWindows.START, "")));
        assertThatIllegalArgumentException().isThrownBy(() -> models.forget("v2"));
        assertThat(models.forget("v1")).isTrue();
        assertThat(models.forget("v1")).isFalse();
    }

    @Test
    default void aLeaseIsHeldByOneUntilItEnds() {
        Leases leases = store().leases();
        Duration minute = Duration.ofMinutes(1);
        Leases.Lease mine = leases.acquire("retrain", "a", SomeWindows.START, minute);
        assertThat(mine).isNotNull();
        assertThat(leases.acquire("retrain", "b", SomeWindows.START.plusSeconds(59), minute))
                .isNull();
        assertThat(leases.acquire("other", "b", SomeWindows.START, minute)).isNotNull();
        Leases.Lease renewed = leases.renew(mine, SomeWindows.START.plusSeconds(30), minute);
        assertThat(renewed).isNotNull();
        assertThat(leases.holder("retrain", SomeWindows.START.plusSeconds(80))).isEqualTo(renewed);

        Leases.Lease theirs = leases.acquire("retrain", "b", SomeWindows.START.plusSeconds(90), minute);
        assertThat(theirs).isNotNull();
        assertThat(theirs.token()).isGreaterThan(mine.token());
        assertThat(leases.renew(renewed, SomeWindows.START.plusSeconds(91), minute))
                .isNull();
        assertThat(leases.release(renewed)).isFalse();
        assertThat(leases.release(theirs)).isTrue();
        assertThat(leases.holder("retrain", SomeWindows.START.plusSeconds(91))).isNull();
        assertThat(leases.acquire("retrain", "a", SomeWindows.START.plusSeconds(91), minute))
                .isNotNull();
    }

    /** Renewed each quarter of it, as the retraining does. */
    @Test
    default void aLeaseIsNotTakenByAClockThatDiffersByLessThanThreeQuartersOfIt() {
        Leases leases = store().leases();
        Duration minute = Duration.ofMinutes(1);
        Leases.Lease mine = leases.acquire("retrain", "a", SomeWindows.START, minute);
        for (int quarter = 1; quarter <= 8 && mine != null; quarter++) {
            Instant due = SomeWindows.START.plusSeconds(15L * quarter);
            for (long skew : new long[] {-60, -30, 30, 44}) {
                assertThat(leases.acquire("retrain", "b", due.plusSeconds(skew), minute))
                        .as("%s s ahead", skew)
                        .isNull();
            }
            mine = leases.renew(mine, due, minute);
        }
        assertThat(mine).isNotNull();
        assertThat(leases.acquire("retrain", "b", SomeWindows.START.plusSeconds(120 + 60), minute))
                .as("a minute ahead is too much, and costs the holder his lease")
                .isNotNull();
        assertThat(mine == null ? null : leases.renew(mine, SomeWindows.START.plusSeconds(121), minute))
                .isNull();
    }

    @Test
    default void aLeaseFromAClockThatWasSetBackBlocksNobody() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(store().leases().acquire("retrain", "a", SomeWindows.START.plus(Duration.ofDays(365)), minute))
                .isNotNull();
        assertThat(store().leases().acquire("retrain", "b", SomeWindows.START, minute))
                .isNotNull();
    }

    @Test
    default void whatIsOlderThanTheAgeGoes() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 100), List.of());
        store().forecasts()
                .record(List.of(JournalContract.forecast("shop", 1, "v1"), JournalContract.forecast("shop", 90, "v1")));
        store().labels().put(List.of(JournalContract.label("a", 0, SomeWindows.start(1), HealthState.RED)));
        Pruned pruned = store().housekeeping()
                .prune(new Retention(Duration.ofMinutes(40), Long.MAX_VALUE), SomeWindows.start(100));
        assertThat(pruned).isEqualTo(new Pruned(60, 1, 0));
        assertThat(WindowContract.stored(store(), "shop")).isEqualTo(SomeWindows.minutes("shop", 60, 40));
        assertThat(store().labels().labels(TimeSpan.ALL)).hasSize(1);
    }

    @Test
    default void aStoreThatIsTooLargeLosesTheOldest_andNothingThatPeopleSaid() {
        Recorded label = JournalContract.label("a", 0, SomeWindows.start(1), HealthState.RED);
        Intervention acted = new Intervention("k", "shop", SomeWindows.START, "ada", "restarted the pool");
        store().labels().put(List.of(label));
        store().interventions().record(acted);
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 3000), List.of());
        // Its clock was ahead by years: by time, all others would be the old end.
        Entry ahead = JournalContract.forecast("shop", 20_000_000, "v1");
        store().forecasts().record(List.of(ahead));
        long half = store().housekeeping().bytes() / 2;
        store().housekeeping().prune(new Retention(Duration.ofDays(3650), half), SomeWindows.start(3000));
        assertThat(store().housekeeping().bytes()).isBetween(half / 2, half);
        List<Window> left = WindowContract.stored(store(), "shop");
        assertThat(left).hasSizeBetween(600, 2000);
        assertThat(left).isEqualTo(SomeWindows.minutes("shop", 3000 - left.size(), left.size()));
        assertThat(store().labels().labels(TimeSpan.ALL)).containsExactly(label);
        assertThat(store().interventions().interventions(TimeSpan.ALL)).containsExactly(acted);
    }

    /** The dictionary forgets terms with the windows that used them; writers must notice. */
    @Test
    default void afterPruningWindowsAreStillReadAndWritten() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 50), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 10_000, 5), List.of());
        store().housekeeping().prune(new Retention(Duration.ofDays(2), Long.MAX_VALUE), SomeWindows.start(10_000));
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 50), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 10_005, 5), List.of());
        List<Window> all = new ArrayList<>(SomeWindows.minutes("shop", 0, 50));
        all.addAll(SomeWindows.minutes("shop", 10_000, 10));
        assertThat(WindowContract.stored(store(), "shop")).isEqualTo(all);
    }

    @Test
    default void aWholeStorePassesItsCheck() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 10), List.of());
        store().check();
    }
}
