package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.ConfigMeter;
import io.portent.web.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReloadingTest {
    private static final String GOOD = "sources: [{name: app, files: [app.log]}]\nforecast: {every: %s}\n";

    @TempDir
    private Path directory;

    private final List<AgentConfig> taken = new ArrayList<>();
    private final List<String> metered = new ArrayList<>();
    private int read;
    private Path file = Path.of("agent.yaml");
    private Reloading.Taking taking = taken::add;
    private Reloading reloading = reloading();

    private final class Meter implements ConfigMeter {
        @Override
        public void taken(Instant at) {
            metered.add("taken");
        }

        @Override
        public void refused() {
            metered.add("refused");
        }
    }

    private Reloading reloading() {
        return new Reloading(
                ConfigFile.parse("test", GOOD.formatted("1m"), Map.of()),
                new Reloading.Source(file, this::read),
                next -> taking.take(next),
                new Meter(),
                () -> Instant.EPOCH);
    }

    private AgentConfig read() {
        read++;
        return ConfigFile.load(file, Map.of("PORTENT_LIMITS_EXAMPLES", "3"));
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("agent.yaml");
        write(GOOD.formatted("1m"));
        reloading = reloading();
        reloading.begin();
        read = 0;
    }

    @AfterEach
    void end() {
        reloading.close();
    }

    private void looks() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            reloading.look();
        }
    }

    @Test
    void otherContent_isTaken_andTheSameIsNotReadAgain() throws Exception {
        looks();
        assertThat(read).isZero();
        write(GOOD.formatted("30s"));
        looks();
        looks();
        assertThat(read).isEqualTo(1);
        assertThat(taken)
                .hasSize(1)
                .first()
                .satisfies(config -> assertThat(config.forecast().every()).hasSeconds(30));
        assertThat(metered).containsExactly("taken", "taken");
        assertThat(reloading.reload()).isEqualTo(new Reload.Answer(Reload.Outcome.TAKEN, "nothing has changed"));
        assertThat(taken).as("nothing is exchanged for the same").hasSize(1);
    }

    @Test
    void badContent_isRefusedOnce_withAllThatIsWrong_andWhoAsksIsToldAgain() throws Exception {
        write("sources: [{name: app, files: [app.log]}]\nwindow: {length: 1x}\nforecast: {evry: 1m}\n");
        looks();
        looks();
        assertThat(read).isEqualTo(1);
        assertThat(taken).isEmpty();
        assertThat(metered).containsExactly("taken", "refused");
        assertThat(reloading.refused()).contains("window.length");
        Reload.Answer answer = reloading.reload();
        assertThat(answer.outcome()).isEqualTo(Reload.Outcome.REFUSED);
        assertThat(answer.text().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith(file + ":2: window.length: "))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":3: forecast.evry: "));
        write(GOOD.formatted("1m"));
        looks();
        assertThat(metered).endsWith("taken");
        assertThat(reloading.refused()).isNull();
    }

    @Test
    void fileThatStaysAway_isRefused_andTakenAsItWasWhenItIsBack() throws Exception {
        Files.delete(file);
        looks();
        assertThat(metered).containsExactly("taken", "refused");
        write(GOOD.formatted("1m"));
        looks();
        assertThat(metered).containsExactly("taken", "refused", "taken");
        assertThat(taken).isEmpty();
    }

    @Test
    void whatNeedsARestart_isRefusedAsAWhole_andNamed() throws Exception {
        write("sources: [{name: app, files: [app.log]}]\nforecast: {every: 30s}\nweb: {listen: \"127.0.0.1:1\"}\n");
        Reload.Answer answer = reloading.reload();
        assertThat(answer).isEqualTo(new Reload.Answer(Reload.Outcome.RESTART, file + ": web.listen: needs a restart"));
        assertThat(taken).as("not a part of it").isEmpty();
        assertThat(metered).containsExactly("taken", "refused");
    }

    @Test
    void withNothingLeftToRead_itIsRefused() throws Exception {
        write("forecast: {every: 30s}\n");
        assertThat(reloading.reload().outcome()).isEqualTo(Reload.Outcome.REFUSED);
        assertThat(taken).isEmpty();
    }

    @Test
    void whatThisMachineCannotDo_isRefused_andTheFormerStaysInForce() throws Exception {
        AtomicReference<AgentConfig> tried = new AtomicReference<>();
        taking = next -> {
            tried.set(next);
            throw new Reloading.RefusedException("source in: cannot listen");
        };
        write(GOOD.formatted("30s"));
        assertThat(reloading.reload().text()).isEqualTo(file + ": source in: cannot listen");
        assertThat(tried.get()).isNotNull();
        taking = taken::add;
        assertThat(reloading.reload().text())
                .as("it is still no part of what is in force")
                .contains("forecast.every");
    }

    @Test
    void whatCouldBeTakenLater_isTriedAtEveryLook_andIsNotInForceUntilThen() throws Exception {
        taking = next -> {
            throw new Reloading.NotNowException("not now: a disk hangs");
        };
        write(GOOD.formatted("30s"));
        looks();
        assertThat(read).isEqualTo(2);
        assertThat(metered)
                .as("what the file says is not in force, and the metric must not say so")
                .containsExactly("taken", "refused", "refused");
        assertThat(reloading.refused()).as("a learner would read the file").contains("a disk hangs");
        taking = taken::add;
        reloading.look();
        assertThat(taken).hasSize(1);
        assertThat(metered).endsWith("taken");
        assertThat(reloading.refused()).isNull();
    }

    @Test
    void whatCouldBeTakenLater_isNotReadWhileSomebodyWritesIt() throws Exception {
        taking = next -> {
            throw new Reloading.NotNowException("not now");
        };
        write(GOOD.formatted("30s"));
        reloading.look();
        reloading.look();
        assertThat(read).isEqualTo(1);
        taking = taken::add;
        write("sources: [{name: app, files: [app.log]}]\n");
        reloading.look();
        assertThat(read).as("half of it may be valid, too").isEqualTo(1);
        write(GOOD.formatted("20s"));
        reloading.look();
        assertThat(read).isEqualTo(1);
        reloading.look();
        assertThat(taken)
                .singleElement()
                .satisfies(config -> assertThat(config.forecast().every()).hasSeconds(20));
    }

    /** A start can take minutes: with a store that does not answer, say. */
    @Test
    void whatHasChangedWhileTheAgentStarted_isTaken() throws Exception {
        reloading = reloading();
        write(GOOD.formatted("30s"));
        reloading.begin();
        looks();
        assertThat(taken)
                .singleElement()
                .satisfies(config -> assertThat(config.forecast().every()).hasSeconds(30));
    }

    /** A learner that begins in these seconds would read what the agent does not go by. */
    @Test
    void betweenAnEditAndTheLookThatFindsIt_theFileIsNotInForce() throws Exception {
        assertThat(reloading.refused()).isNull();
        write(GOOD.formatted("30s"));
        assertThat(reloading.refused()).contains("has changed");
        looks();
        assertThat(taken).hasSize(1);
        assertThat(reloading.refused()).isNull();
    }

    @Test
    void whatWasTakenInPart_isTakenBack() throws Exception {
        List<AgentConfig> tried = new ArrayList<>();
        taking = next -> {
            tried.add(next);
            if (next.forecast().every().toSeconds() == 30) {
                throw new IllegalStateException("half of it is exchanged");
            }
        };
        write(GOOD.formatted("30s"));
        assertThat(reloading.reload().outcome()).isEqualTo(Reload.Outcome.REFUSED);
        assertThat(tried)
                .extracting(config -> config.forecast().every().toSeconds())
                .containsExactly(30L, 60L);
        assertThat(metered).endsWith("refused");
    }

    @Test
    void whoAsksWhileItIsLookedAt_waitsForThat() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        taking = next -> {
            inside.countDown();
            go.await();
        };
        AtomicReference<Reload.Answer> second = new AtomicReference<>();
        write(GOOD.formatted("30s"));
        Thread first = new Thread(() -> reloading.reload());
        Thread other = new Thread(() -> second.set(reloading.reload()));
        first.start();
        inside.await();
        other.start();
        await().until(() ->
                other.getState() == Thread.State.TIMED_WAITING || other.getState() == Thread.State.TERMINATED);
        go.countDown();
        first.join();
        other.join();
        assertThat(second.get()).isEqualTo(new Reload.Answer(Reload.Outcome.TAKEN, "nothing has changed"));
    }

    /** Containers are killed after ten seconds. */
    @Test
    void reloadUnderWay_doesNotHoldUpTheEnd() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        taking = next -> {
            inside.countDown();
            new CountDownLatch(1).await();
        };
        AtomicReference<Reload.Answer> answer = new AtomicReference<>();
        write(GOOD.formatted("30s"));
        Thread asking = new Thread(() -> answer.set(reloading.reload()));
        asking.start();
        inside.await();
        assertTimeoutPreemptively(Duration.ofSeconds(8), reloading::close);
        asking.join();
        assertThat(Objects.requireNonNull(answer.get()).outcome()).isEqualTo(Reload.Outcome.BUSY);
        assertThat(reloading.reload().outcome()).isEqualTo(Reload.Outcome.BUSY);
    }

    @Test
    void whileItIsBeingRead_andWhenItHasEnded_nobodyElseCan() throws Exception {
        AtomicReference<Reload.Answer> inside = new AtomicReference<>();
        taking = next -> {
            Thread other = new Thread(() -> inside.set(reloading.reload()));
            other.start();
            other.join();
        };
        write(GOOD.formatted("30s"));
        assertThat(reloading.reload().outcome()).isEqualTo(Reload.Outcome.TAKEN);
        assertThat(Objects.requireNonNull(inside.get()).outcome()).isEqualTo(Reload.Outcome.BUSY);
        reloading.close();
        assertThat(reloading.reload().outcome()).isEqualTo(Reload.Outcome.BUSY);
    }
}
