package io.portent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.docs.ShellBlock;
import io.portent.docs.ShellBlocksTest;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the documents, in a shell, by the packaged agent. docs/GETTING-STARTED.md is followed from an empty directory; the
 * others find a service with logs, incidents, a model, a store and a running agent. Networks are small, which commands do not show, and
 * ports free ones.
 */
final class CommandsIT {
    private static final Path STARTED = Path.of("docs/GETTING-STARTED.md");
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern FILE = Pattern.compile("(?ms)`(\\S+\\.(?:yaml|csv))`[^`]*?\n```\\w+\n(.*?)^```");
    /** Several minutes at most on a machine that has other work. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private static final List<String> LINKS = List.of("agent", "sample-logs");
    private static final int HOURS = 30;
    private static final String TOKEN = "0123456789abcdef-docs";
    /** Whatever host and port a document names, the agent of this test is meant. */
    private static final String CURL = "curl() { command curl --connect-to \"::127.0.0.1:$PORT\" \"$@\"; }\n";

    /** Of what a default takes a minute for, a twentieth; an agent is ready with its first forecast, which comes up to {@code every} late. */
    private static final String SMALL =
            "PORTENT_MODEL_UNITS=4 PORTENT_MODEL_EPOCHS=2 PORTENT_MODEL_ENSEMBLE=1 PORTENT_MODEL_FEATURES=30 PORTENT_FORECAST_DATA_WINDOW=10"
                    + " PORTENT_FORECAST_EVERY=1s";

    @TempDir
    Path folder;

    private int port;

    @BeforeEach
    void directory() throws IOException {
        for (String program : List.of("bash", "curl", "promtool")) {
            boolean installed = Arrays.stream(
                            System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                    .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
            Assumptions.assumeTrue(installed, "NOT CHECKED: " + program + " is not on the PATH");
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        for (String name : LINKS) {
            Files.createSymbolicLink(folder.resolve(name), ROOT.resolve(name));
        }
    }

    /** JUnit warns of links that lead out of its folder. */
    @AfterEach
    void links() throws IOException {
        for (String name : LINKS) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    @Test
    void gettingStarted_fromNothingToARunningForecast() throws Exception {
        Matcher file = FILE.matcher(Files.readString(STARTED));
        while (file.find()) {
            Files.writeString(folder.resolve(file.group(1)), file.group(2));
        }
        StringBuilder all = new StringBuilder();
        for (ShellBlock block : ShellBlock.of(STARTED)) {
            all.append(block.notRun() == null ? block.commands() : "");
        }
        String said = run(SMALL, all.toString());
        assertThat(said)
                .contains("0 unparsed", "The configuration is valid.", "Champion: ")
                .contains("as of 2026-03-15T08:47:00Z", "within 15m", "\"entity\":\"checkout\"")
                .contains("2026-03-15T08:56:50Z", "s ahead", "Drift: at most");
    }

    @Test
    void theOtherDocuments() throws Exception {
        prepare();
        Map<Path, List<String>> elsewhere = ShellBlocksTest.inProcess();
        try (AgentProcess agent = AgentProcess.start(
                "run", "-c", folder.resolve("running.yaml").toString(), "--listen", "127.0.0.1:" + port)) {
            agent.awaitPort();
            List<ShellBlock> blocks = new ArrayList<>();
            for (Path document : ShellBlock.documents()) {
                if (!document.equals(STARTED) && !elsewhere.containsKey(document)) {
                    ShellBlock.of(document).stream()
                            .filter(block -> block.notRun() == null)
                            .forEach(blocks::add);
                }
            }
            assertThat(blocks).hasSizeGreaterThan(10);
            for (ShellBlock block : blocks) {
                run("", "# " + block + "\n" + block.commands());
            }
        }
    }

    /** A service as of now: what the documents count back in days is there. */
    private void prepare() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Duration shift = Duration.between(ShortHistory.START, now.minus(Duration.ofHours(HOURS)));
        ShortHistory history = new ShortHistory(folder);
        Files.writeString(folder.resolve("app.json"), shifted(ShortHistory.logs(HOURS * 60), shift));
        StringBuilder rows = new StringBuilder(ShortHistory.HEADER);
        for (int hour = 0; hour < HOURS; hour++) {
            Instant start = now.minus(Duration.ofHours(HOURS - hour)).plus(Duration.ofMinutes(50));
            rows.append(ShortHistory.label("red", start, start.plus(Duration.ofMinutes(6))));
        }
        for (String name : List.of("labels.csv", "incidents.csv")) {
            Files.writeString(folder.resolve(name), rows);
        }
        String configuration =
                history.configuration("units: 4, epochs: 2, ensemble: 1").replace("data_window: 5", "data_window: 60");
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/agent.yaml"), configuration);
        Files.writeString(
                folder.resolve("running.yaml"),
                configuration.replace("sources:\n", "sources:\n  - {name: posted, http: true}\n") + "web: {token: "
                        + TOKEN + "}\n");
        run("", "./agent train --until 6h\n./agent backfill\n");
    }

    private static String shifted(String logs, Duration by) {
        return Pattern.compile("2026-[0-9T:.-]+Z")
                .matcher(logs)
                .replaceAll(time -> Instant.parse(time.group()).plus(by).toString());
    }

    /** What was said; fails where a command does. Whoever is asked quits. */
    private String run(String environment, String commands) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "said", ".txt");
        String mine = commands.replace("127.0.0.1:9781", "127.0.0.1:" + port).replace("2026-04-09T14:13:00Z", "end");
        String script = "set -e -o pipefail; trap 'kill $(jobs -p) 2> /dev/null || :; wait' EXIT\n"
                + (environment.isEmpty() ? "" : "export " + environment + "\n") + CURL + mine;
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.writeString(folder.resolve("answers"), "q\n").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTENT_") && !name.equals("PORTENT_CACHE"));
        // So short a life is not worth the second compiler: half of the time is gone.
        builder.environment().put("PORTENT_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "TOKEN",
                        TOKEN,
                        "AGENT_TOKEN",
                        TOKEN,
                        "PORTENT",
                        "http://portent:9781",
                        "GITHUB_RUN_ID",
                        "7",
                        "GITHUB_RUN_ATTEMPT",
                        "1",
                        "GITHUB_SHA",
                        "5cd0cbe",
                        "CI_JOB_ID",
                        "8",
                        "CI_COMMIT_SHORT_SHA",
                        "5cd0cbe"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as(commands)
                    .isTrue();
            String said = Files.readString(out, UTF_8);
            assertThat(process.exitValue()).as(commands + "\n" + said).isZero();
            return said;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
