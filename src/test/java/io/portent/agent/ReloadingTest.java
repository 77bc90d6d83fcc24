package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.metrics.ConfigMeter;
import io.portent.web.Reload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void whatCouldBeTakenLater_isTriedAtEveryLook() throws Exception {
        taking = next -> {
            throw new Reloading.NotNowException("not now");
        };
        write(GOOD.formatted("30s"));
        looks();
        assertThat(read).isEqualTo(2);
        assertThat(metered).containsExactly("taken");
        taking = taken::add;
        reloading.look();
        assertThat(taken).hasSize(1);
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
