package io.portent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged agent, started as a user starts it. Ends with the test, whatever the test comes to. */
final class AgentProcess implements AutoCloseable {
    /** Many times what any command here takes on a quiet machine: builds share their cores. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final List<String> command;
    private final Process process;
    private final Path out;
    private final Path err;

    private AgentProcess(List<String> command, Process process, Path out, Path err) {
        this.command = command;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a command ended. */
    record Ended(int code, String out, String err) {
        /** A person is told in one sentence; a stack trace tells of a defect. */
        Ended failsWithOneSentence(String... parts) {
            assertThat(code).as(err).isEqualTo(1);
            assertThat(sentences())
                    .singleElement()
                    .asString()
                    .startsWith("agent: ")
                    .contains(parts);
            return this;
        }

        Ended succeeds() {
            assertThat(code).as(err).isZero();
            assertThat(err).doesNotContain("Exception", "\tat ");
            return this;
        }

        /** What the command had to say but for its progress. */
        private List<String> sentences() {
            return err.lines()
                    .filter(line -> !line.matches(".*: [0-9,]+ events, .*"))
                    .toList();
        }
    }

    static AgentProcess start(String... arguments) throws IOException {
        return startReading(Path.of("/dev/null"), arguments);
    }

    /** With a file for standard input. */
    static AgentProcess startReading(Path input, String... arguments) throws IOException {
        assertThat(ROOT.resolve("target/agent/VERSION")).as("packaged before").exists();
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("agent").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("agent", ".out");
        Path err = Files.createTempFile("agent", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(input.toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTENT_") && !name.equals("PORTENT_CACHE"));
        return new AgentProcess(command, builder.start(), out, err);
    }

    /** Starts it and waits for its end. */
    static Ended run(String... arguments) throws IOException, InterruptedException {
        try (AgentProcess agent = start(arguments)) {
            return agent.ended(LIMIT);
        }
    }

    /** Waits for the end. */
    Ended ended(Duration within) throws InterruptedException {
        assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                .as("%s ends within %s; it said %s", command, within, err())
                .isTrue();
        return new Ended(process.exitValue(), out(), err());
    }

    void awaitError(String part) {
        await().atMost(LIMIT).until(() -> err().contains(part) || !process.isAlive());
        assertThat(err()).contains(part);
    }

    void awaitOut(String part) {
        await().atMost(LIMIT).until(() -> out().contains(part) || !process.isAlive());
        assertThat(out()).as(err()).contains(part);
    }

    /** The port that the daemon says it serves on. */
    int awaitPort() {
        String said = "serving on port ";
        await().atMost(LIMIT).until(() -> out().contains(said) || !process.isAlive());
        assertThat(out()).as(err()).contains(said);
        String rest = out().substring(out().indexOf(said) + said.length());
        return Integer.parseInt(rest.substring(0, rest.indexOf(',')));
    }

    /** SIGTERM, as a container runtime sends it. */
    void terminate() {
        process.destroy();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
