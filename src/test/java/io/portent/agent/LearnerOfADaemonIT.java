package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portent.StoredService;
import io.portent.bundle.file.ModelDirectory;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as people run it, and what becomes of its learner when it ends. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class LearnerOfADaemonIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private StoredService service;
    private int port;
    private Process daemon;
    private ProcessHandle learner;

    @BeforeEach
    void service() throws IOException {
        service = new StoredService(directory, 4).label();
        Path config = service.configFile();
        // A new model is looked for before each forecast.
        Files.writeString(config, Files.readString(config).replace("data_window: 10", "data_window: 10, every: 1s"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("agent.yaml"), """
                entity: shop
                sources: [{name: app, files: ["%s/app.log"], format: logstash}]
                retrain: {cron: "* * * * * ?"}
                web: {listen: "127.0.0.1:%d"}
                """.formatted(directory, port), StandardOpenOption.APPEND);
        try (Store store = JdbcStore.open("jdbc:sqlite:" + directory.resolve("portent.db"), Duration.ofSeconds(20))) {
            service.fill(store, 99);
        }
    }

    @AfterEach
    void nobodyIsLeft() {
        if (learner != null) {
            learner.destroyForcibly();
        }
        if (daemon != null) {
            daemon.destroyForcibly();
        }
    }

    private void start() throws IOException {
        File log = directory.resolve("daemon.out").toFile();
        daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.portent.cli.Main",
                        "run",
                        "-c",
                        directory.resolve("agent.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    /** Empty while it does not answer. */
    private String page(String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    /** Until it learns, and says so. */
    private void awaitLearning() throws IOException {
        await().atMost(PATIENCE).until(() -> page("/api/v1/models").contains("\"retraining\":{\"fit\":1"));
        learner = daemon.children().findFirst().orElseThrow();
        assertThat(new ModelDirectory(service.models()).versions()).isEmpty();
    }

    @Test
    void toldToEnd_itEndsItsLearner_andNothingIsLeftBehind() throws Exception {
        start();
        awaitLearning();
        assertThat(page("/metrics")).containsPattern("portent_retrain_progress_ratio 0\\.[0-9]+");

        Instant before = Instant.now();
        daemon.destroy();

        await().atMost(PATIENCE).until(() -> !daemon.isAlive());
        assertThat(learner.isAlive()).isFalse();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(new ModelDirectory(service.models()).versions()).isEmpty();
    }

    /** It holds the lease, so that no other begins; its champion is as good as any. */
    @Test
    void killed_itsLearnerGoesOnToItsEnd_andTheNextDaemonServesWhatItHasPromoted() throws Exception {
        start();
        awaitLearning();

        daemon.destroyForcibly().onExit().join();
        assertThat(learner.isAlive()).isTrue();
        Files.writeString(
                directory.resolve("agent.yaml"),
                Files.readString(directory.resolve("agent.yaml")).replace("* * * * * ?", "0 0 3 1 1 ? 2099"));
        start();
        await().atMost(PATIENCE).until(() -> !learner.isAlive());

        String champion = new ModelDirectory(service.models()).championVersion();
        assertThat(champion).isNotNull();
        await().atMost(PATIENCE).until(() -> page("/metrics").contains("portent_model_info{version=\"" + champion));
    }
}
