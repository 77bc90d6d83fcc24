package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code some-service | agent run}, as processes. */
class PipedAgentTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Pattern SERVING = Pattern.compile("serving on port (\\d+),");

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    private Process agent(String source) throws IOException {
        Path config = Files.writeString(directory.resolve("agent.yaml"), """
                sources: [{name: app, %2$s, format: logstash}]
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                model: {directory: "%1$s/models"}
                web: {listen: "127.0.0.1:0"}
                """.formatted(directory, source));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + directory,
                        "-Dportent.log=text",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.portent.cli.Main",
                        "run",
                        "-c",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(out().toFile())
                .start();
        started.add(process);
        return process;
    }

    private Path out() {
        return directory.resolve("agent.out");
    }

    @AfterEach
    void end() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    private int port(Process agent) throws IOException {
        await().atMost(LIMIT)
                .until(() -> SERVING.matcher(Files.readString(out())).find() || !agent.isAlive());
        Matcher serving = SERVING.matcher(Files.readString(out()));
        assertThat(serving.find()).as(Files.readString(out())).isTrue();
        return Integer.parseInt(serving.group(1));
    }

    private static String metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void awaitLines(int port, int number) {
        await().atMost(LIMIT)
                .until(() -> metrics(port).contains("portent_log_lines_total{source=\"app\",} %d.0".formatted(number)));
    }

    @Test
    void whatIsPipedIn_isRead_andAtItsEndTheAgentGoesOn() throws Exception {
        Process agent = agent("stdin: true");
        int port = port(agent);
        try (OutputStream pipe = agent.getOutputStream()) {
            pipe.write("{\"message\":\"one\"}\n{\"message\":\"t".getBytes(UTF_8));
            pipe.flush();
            awaitLines(port, 1);
            pipe.write("wo\"}\n".getBytes(UTF_8));
            pipe.flush();
            awaitLines(port, 2);
            pipe.write("{\"message\":\"three\"}".getBytes(UTF_8));
        }
        awaitLines(port, 3);
        assertThat(metrics(port)).contains("portent_log_unparsed_lines_total{source=\"app\",} 0.0");
        assertThat(agent.isAlive()).isTrue();
        agent.destroy();
        assertThat(agent.waitFor()).as("told to stop").isEqualTo(143);
    }

    @Test
    void aPortInUse_isOneSentence_andExitCodeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process agent = agent("tcp: \"127.0.0.1:" + taken.getLocalPort() + "\"");
            assertThat(agent.waitFor()).isEqualTo(1);
            assertThat(Files.readString(out()).lines())
                    .anyMatch(line ->
                            line.contains("source app: cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": "));
        }
    }
}
