package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.Histories;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.drift.DriftFitter;
import io.portent.event.Severity;
import io.portent.parse.Template;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveDriftTest {
    private static final int DAY = 1_440;
    private static final Instant NOW = Histories.minute(DAY);

    private static ModelDirectory.Named model() {
        AgentConfig config = ConfigFile.parse("test", "forecast: {horizons: [5m], data_window: 12}", Map.of());
        ModelDirectory.Named plain =
                SomeModel.named("one", config, NOW, List.of(new Template("k", "something <*> happened")));
        return new ModelDirectory.Named(
                "one",
                plain.bundle()
                        .withDrift(DriftFitter.fit(
                                windows(0, DAY, 3), plain.bundle().codec(), Set.of("k"))));
    }

    private static List<Window> windows(int from, int to, int usual) {
        Random random = new Random(from);
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            int events = usual + random.nextInt(3);
            windows.add(Histories.window("shop", minute, Map.of(Severity.INFO, events), Map.of("k", events), Map.of()));
        }
        return windows;
    }

    /** What the store has; may take its time. */
    private record Stored(List<Window> windows, CountDownLatch asked, CountDownLatch answer) implements WindowReader {
        static Stored of(List<Window> windows) {
            return new Stored(windows, new CountDownLatch(1), new CountDownLatch(0));
        }

        @Override
        public void windows(@Nullable String entity, TimeSpan span, Consumer<Window> out) {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            windows.forEach(out);
        }

        @Override
        public List<Window> list(TimeSpan span) {
            return windows;
        }

        @Override
        public List<StoredTemplate> templates() {
            return List.of();
        }

        @Override
        public List<Extent> extents() {
            return List.of();
        }
    }

    /** It is told by the pipeline, which must not wait for a store. */
    @Test
    void whileTheStoreIsRead_nobodyWaits() throws InterruptedException {
        LiveDrift drift = new LiveDrift();
        Stored slow = new Stored(windows(0, DAY, 3), new CountDownLatch(1), new CountDownLatch(1));
        CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> drift.serve(model(), slow, NOW));
        slow.asked().await();

        CompletableFuture<Void> told =
                CompletableFuture.runAsync(() -> windows(DAY, DAY + 5, 3).forEach(drift::closed));
        await().atMost(Duration.ofSeconds(30)).until(told::isDone);
        assertThat(serving).isNotDone();
        slow.answer().countDown();
        serving.join();

        assertThat(drift.score("shop")).isLessThan(1);
    }

    /** A second engine tells again what the first one has told. */
    @Test
    void whatIsToldAgain_countsOnce() {
        LiveDrift once = new LiveDrift();
        once.serve(model(), Stored.of(windows(0, DAY / 2, 3)), NOW);
        windows(DAY / 2, DAY * 3 / 4, 9).forEach(once::closed);
        LiveDrift twice = new LiveDrift();
        twice.serve(model(), Stored.of(windows(0, DAY / 2, 3)), NOW);
        windows(DAY / 2, DAY * 3 / 4, 9).forEach(twice::closed);
        windows(DAY / 2, DAY * 3 / 4, 9).forEach(twice::closed);

        assertThat(once.score("shop")).isPositive();
        assertThat(twice.score("shop")).isEqualTo(once.score("shop"));
    }
}
