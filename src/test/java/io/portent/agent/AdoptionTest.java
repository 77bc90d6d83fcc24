package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The thread of each test adopts; another one asks. */
class AdoptionTest {
    private static final AgentConfig CONFIG =
            ConfigFile.parse("test", "forecast: {horizons: [5m], data_window: 12}", Map.of());

    private final List<String> adopted = new ArrayList<>();

    private static ModelDirectory.Named model(String version) {
        return SomeModel.named(version, CONFIG, Instant.EPOCH, List.of());
    }

    private void adopt(ModelDirectory.Named model) {
        adopted.add(model.version());
    }

    private static CompletableFuture<Boolean> ask(Adoption adoption, String version) {
        return CompletableFuture.supplyAsync(() -> adoption.ask(model(version)));
    }

    private void answerUntil(Adoption adoption, CompletableFuture<Boolean> asked) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            adoption.answer(this::adopt);
            return asked.isDone();
        });
    }

    @Test
    void whatIsAskedFor_isAdoptedOnce() {
        Adoption adoption = new Adoption(Duration.ofSeconds(30));
        CompletableFuture<Boolean> asked = ask(adoption, "one");
        answerUntil(adoption, asked);
        adoption.answer(this::adopt);
        assertThat(asked.join()).isTrue();
        assertThat(adopted).containsExactly("one");
    }

    @Test
    void whenNobodyAnswersInTime_itIsWithdrawn() {
        Adoption adoption = new Adoption(Duration.ofMillis(1));
        assertThat(adoption.ask(model("one"))).isFalse();
        adoption.answer(this::adopt);
        assertThat(adopted).isEmpty();
    }

    /** A minute of forecasts by the old model, from windows that are read for the new one, would be the price. */
    @Test
    void whatIsBegunInTime_isWaitedFor_howeverLongItTakes() {
        Adoption adoption = new Adoption(Duration.ofMillis(300));
        CompletableFuture<Boolean> asked = ask(adoption, "one");
        while (adopted.isEmpty()) {
            CompletableFuture<Boolean> now = asked.isDone() ? ask(adoption, "one") : asked;
            asked = now;
            adoption.answer(model -> {
                await().during(Duration.ofMillis(600)).until(() -> !now.isDone());
                adopt(model);
            });
        }
        assertThat(asked.join()).isTrue();
        assertThat(adopted).containsExactly("one");
    }

    @Test
    void whoIsInterrupted_isToldTheTruthAllTheSame() throws InterruptedException {
        Adoption adoption = new Adoption(Duration.ofSeconds(30));
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            boolean done = adoption.ask(model("one"));
            told.complete(done && Thread.currentThread().isInterrupted());
        });
        asking.start();
        await().until(() -> {
            adoption.answer(model -> {
                asking.interrupt();
                await().during(Duration.ofMillis(300)).until(() -> !told.isDone());
                adopt(model);
            });
            return !adopted.isEmpty();
        });
        asking.join();
        assertThat(told.join()).isTrue();
    }

    @Test
    void whatCannotBeAdopted_isNo_andTheAdopterFails() {
        Adoption adoption = new Adoption(Duration.ofSeconds(30));
        CompletableFuture<Boolean> asked = ask(adoption, "one");
        CountDownLatch failed = new CountDownLatch(1);
        await().until(() -> {
            try {
                adoption.answer(model -> {
                    throw new IllegalArgumentException("no such thing");
                });
            } catch (IllegalArgumentException e) {
                failed.countDown();
            }
            return failed.getCount() == 0;
        });
        assertThat(asked.join()).isFalse();
    }
}
