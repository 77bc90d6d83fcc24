package io.portent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.store.StoreException.Problem;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Windows, and where a writer goes on. */
interface WindowContract {
    /** An empty store, closed by whoever made it. */
    Store store();

    static List<Window> stored(Store store, @Nullable String entity) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows(entity, TimeSpan.ALL, all::add);
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
    default void templatesComeBackInTheOrderOfTheFirstTellingWithTheLatestText() {
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
    default void windowsComeBackEqual() {
        List<Window> shop = SomeWindows.minutes("shop", 0, 100);
        List<Window> till = SomeWindows.minutes("till", 50, 10);
        List<Window> all = new ArrayList<>(shop);
        all.addAll(till);
        store().windowWriter().append("agent", all, List.of());

        assertThat(stored(store(), "shop")).isEqualTo(shop);
        assertThat(stored(store(), "till")).isEqualTo(till);
        assertThat(stored(store(), null)).hasSize(110).containsAll(till);
        assertThat(stored(store(), "nobody")).isEmpty();
    }

    /** The seed is in the entity's place of the message. */
    @Test
    default void whateverAWindowHoldsComesBackEqual() {
        Map<Instant, Window> odd = new HashMap<>();
        for (long seed = 0; seed < 400; seed++) {
            Window window = SomeWindows.odd(seed);
            odd.put(window.start(), window);
        }
        store().windowWriter().append("agent", List.copyOf(odd.values()), List.of());
        List<Window> read = stored(store(), "odd");
        assertThat(read).hasSameSizeAs(odd.values());
        for (Window window : read) {
            assertThat(window).as("seed of %s", window.start()).isEqualTo(odd.get(window.start()));
        }
    }

    @Test
    default void aSpanHasItsStartAndNotItsEnd() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 20), List.of());
        List<Window> some = new ArrayList<>();
        store().windowReader().windows("shop", new TimeSpan(SomeWindows.start(5), SomeWindows.start(8)), some::add);
        assertThat(some).isEqualTo(SomeWindows.minutes("shop", 5, 3));
    }

    @Test
    default void extentsTellWhatThereIs() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 3, 7), List.of());
        assertThat(store().windowReader().extents())
                .containsExactly(new WindowReader.Extent("shop", SomeWindows.start(3), SomeWindows.start(9), 7));
    }

    @Test
    default void aCheckpointKeepsWindowsAndPositionsTogether() {
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 0, 2), 100));
        Checkpoint second = checkpoint(SomeWindows.minutes("shop", 2, 2), 250);
        store().windowWriter().commit(second);

        assertThat(stored(store(), "shop")).isEqualTo(SomeWindows.minutes("shop", 0, 4));
        assertThat(store().windowWriter().resume("agent").positions()).isEqualTo(second.positions());
        assertThat(store().windowWriter().resume("agent").memos()).isEqualTo(second.memos());
        assertThat(store().windowWriter().resume("another").positions()).isEmpty();
    }

    @Test
    default void aRefusedCheckpointLeavesNothingBehind() {
        store().windowWriter().append("another", SomeWindows.minutes("shop", 5, 1), List.of());
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 0, 2), 100));

        assertThatThrownBy(() -> store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 2, 9), 900)))
                .isInstanceOfSatisfying(StoreException.class, refused -> {
                    assertThat(refused.problem()).isEqualTo(Problem.CONFLICT);
                    assertThat(refused.retryHelps()).isFalse();
                })
                .hasMessageContaining("two agents");
        assertThat(stored(store(), "shop")).hasSize(3);
        assertThat(store().windowWriter().resume("agent").positions())
                .extracting(SourcePosition::offset)
                .containsExactly(100L);
        store().windowWriter().commit(checkpoint(SomeWindows.minutes("shop", 2, 3), 400));
        assertThat(stored(store(), "shop")).isEqualTo(SomeWindows.minutes("shop", 0, 6));
    }

    @Test
    default void aWindowWrittenAgainReplacesTheFormer() {
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 0, 3), List.of());
        store().windowWriter().append("agent", SomeWindows.minutes("shop", 1, 3), List.of());
        assertThat(stored(store(), "shop")).isEqualTo(SomeWindows.minutes("shop", 0, 4));
    }

    @Test
    default void writersAtOnceAllSucceed() throws InterruptedException {
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
        assertThat(stored(store(), "agent2")).isEqualTo(SomeWindows.minutes("agent2", 0, 20));
        assertThat(stored(store(), null)).hasSize(80);
    }

    @Test
    default void whatCannotComeBackEqualIsRefused() {
        Window usual = SomeWindows.usual("shop", 0);
        Window finer = new Window(
                "shop",
                SomeWindows.START.plusNanos(1),
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
