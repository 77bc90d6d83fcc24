package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.StoredService;
import io.portent.agent.Retraining;
import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Verdict;
import io.portent.bundle.file.ModelDirectory;
import io.portent.cli.Main;
import io.portent.model.TrainingListener;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, because that is what is promised: whatever becomes of the learner, the champion serves on. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class RetrainProcessIT {
    private static final long ENOUGH = 512L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private StoredService service;

    @BeforeEach
    void service() throws IOException {
        service = new StoredService(directory, 4).label();
        service.configFile();
        try (Store store = open()) {
            service.fill(store, 99);
        }
    }

    private Store open() {
        return JdbcStore.open("jdbc:sqlite:" + directory.resolve("portent.db"), Duration.ofSeconds(20));
    }

    private RetrainProcess process(long memory, Consumer<RetrainProgress> progress) {
        return new RetrainProcess(Main.class.getName(), directory.resolve("agent.yaml"), memory, progress);
    }

    private ModelDirectory models() {
        return new ModelDirectory(service.models());
    }

    @Test
    void aWholeRun_reportsProgressAndPromotes() throws Exception {
        List<RetrainProgress> progress = new CopyOnWriteArrayList<>();
        try (RetrainProcess process = process(ENOUGH, progress::add)) {
            RetrainProcess.Outcome outcome = process.await();

            assertThat(outcome.verdict()).as(outcome.reason()).isEqualTo(Verdict.PROMOTED);
            RetrainReceipt receipt = outcome.receipt();
            assertThat(receipt).isNotNull();
            assertThat(receipt.challenger()).isEqualTo(models().championVersion());
        }
        assertThat(progress).extracting(RetrainProgress::fit).contains(1, 2).isSorted();
    }

    @Test
    void killedMidway_theChampionStays_andTheNextRunSucceeds() throws Exception {
        CompletableFuture<RetrainProgress> begun = new CompletableFuture<>();
        CompletableFuture<RetrainProcess.Outcome> ended;
        try (RetrainProcess process = process(ENOUGH, begun::complete)) {
            ended = CompletableFuture.supplyAsync(() -> awaited(process));
            await().atMost(PATIENCE).until(() -> begun.isDone() || ended.isDone());
            kill();
            await().atMost(PATIENCE).until(ended::isDone);
        }
        assertThat(ended.join().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(models().versions()).isEmpty();

        try (Store store = open()) {
            // Its lease runs out by itself.
            InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(2));
            RetrainReceipt receipt = new Retraining(
                            service.config(), new Dl4jNetworks(), store, later, silent(), "the next run")
                    .run(service.span(), false);
            assertThat(receipt.verdict()).as(receipt.reason()).isEqualTo(Verdict.PROMOTED);
        }
    }

    private static RetrainProcess.Outcome awaited(RetrainProcess process) {
        try {
            return process.await();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As kill -9 does. */
    private static void kill() {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::destroyForcibly))
                .isNotEmpty();
    }

    private static TrainingListener silent() {
        return new TrainingListener() {
            @Override
            public void epoch(int member, int epoch, double loss, double heldOut) {}

            @Override
            public boolean stop() {
                return false;
            }
        };
    }

    @Test
    void closed_itEnds() throws Exception {
        CompletableFuture<RetrainProgress> begun = new CompletableFuture<>();
        RetrainProcess process = process(ENOUGH, begun::complete);
        CompletableFuture<RetrainProcess.Outcome> ended = CompletableFuture.supplyAsync(() -> awaited(process));
        await().atMost(PATIENCE).until(() -> begun.isDone() || ended.isDone());
        process.close();
        await().atMost(PATIENCE).until(ended::isDone);
        assertThat(ended.join())
                .isEqualTo(new RetrainProcess.Outcome(Verdict.FAILED, "it was ended before it was done", null));
        assertThat(models().versions()).isEmpty();
    }

    @Test
    void tooLittleMemory_isSaid_andNothingIsLeftBehind() throws Exception {
        try (RetrainProcess process = process(12L << 20, progress -> {})) {
            RetrainProcess.Outcome outcome = process.await();
            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.reason()).startsWith("it ran out of memory with 12 MiB");
        }
        assertThat(Files.exists(service.models()) ? models().versions() : List.of())
                .isEmpty();
    }

    @Test
    void whatItSaysLast_isTheReason() throws Exception {
        Files.writeString(directory.resolve("labels.csv"), "no,labels\n");
        try (RetrainProcess process = process(ENOUGH, progress -> {})) {
            RetrainProcess.Outcome outcome = process.await();
            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.reason()).contains("labels.csv");
        }
    }
}
