package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent run} in a process of its own: windows of a second, read from {@code app.log} in its directory. Ends with the
 * test, whatever the test comes to.
 */
final class RunningAgent implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path directory;
    private final String name;
    private final Supplier<String> store;
    private final Map<String, String> variables = new HashMap<>();
    private @Nullable Process process;

    /**
     * @param directory where the log is, and where what this agent says is kept
     * @param store its address; asked at each start
     */
    RunningAgent(Path directory, String name, Supplier<String> store) {
        this.directory = directory;
        this.name = name;
        this.store = store;
    }

    /** Sets an environment variable for all starts from now on. */
    RunningAgent with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Written anew at each start. */
    Path config() {
        return directory.resolve(name + ".yaml");
    }

    RunningAgent start() throws IOException {
        Path config = Files.writeString(config(), """
                sources: [{name: app, files: ["%1$s/app.log"], format: logstash}]
                window: {length: 1s, lateness: 4s}
                forecast: {horizons: [5s], data_window: 30, every: 1s}
                store: {url: "%2$s", writer: "%3$s", retention: 3650d}
                model: {directory: "%1$s/models"}
                web: {listen: "127.0.0.1:0"}
                """.formatted(directory, store.get(), name));
        Files.deleteIfExists(log());
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=HUP", // whatever nohup has made of it for whoever runs the tests
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        // The driver unpacks its library there; a killed process leaves it behind.
                        "-Djava.io.tmpdir=" + directory,
                        "-Dportent.log=text",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.portent.cli.Main",
                        "run",
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(variables);
        process = builder.start();
        return this;
    }

    private Path log() {
        return directory.resolve(name + ".out");
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return process;
    }

    String name() {
        return name;
    }

    String store() {
        return store.get();
    }

    long pid() {
        return running().pid();
    }

    boolean isAlive() {
        return running().isAlive();
    }

    /** How often it has said something since its last start. */
    long said(String part) throws IOException {
        return Files.readAllLines(log()).stream()
                .filter(line -> line.contains(part))
                .count();
    }

    /** Its whole log since its last start, for messages. */
    String log(int lines) throws IOException {
        List<String> all = Files.readAllLines(log());
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    int port() throws IOException {
        String says = "serving on port ";
        for (String line : Files.readAllLines(log())) {
            int at = line.indexOf(says);
            if (at >= 0) {
                return Integer.parseInt(line.substring(at + says.length(), line.indexOf(',', at)));
            }
        }
        return 0;
    }

    RunningAgent awaitServing() {
        await(name + " serves").atMost(LIMIT).until(() -> port() > 0 || !isAlive());
        assertThat(isAlive()).as(name + " is alive").isTrue();
        return this;
    }

    /** What stands in its metrics page behind a series; 0 where there is none. */
    double metric(String series) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/metrics"))
                .build();
        String page = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return page.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Signal 9. */
    void kill() throws InterruptedException {
        running().destroyForcibly();
        running().waitFor();
    }

    /** Signal 15; it writes what waits. */
    void stop() throws InterruptedException {
        running().destroy();
        running().waitFor();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
