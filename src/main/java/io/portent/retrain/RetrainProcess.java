package io.portent.retrain;

import io.portent.bundle.RetrainProgress;
import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.RetrainReceipt.Verdict;
import io.portent.bundle.file.RetrainLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code agent retrain} in a JVM of its own, so that what learning takes is not taken from forecasting: the daemon's heap
 * stays small, and if there is too little memory it is the learner that dies. It runs at low priority where the system has
 * {@code nice}.
 *
 * <pre>
 *   memory   60 % Java heap | 25 % native arrays | 15 % for the JVM itself
 * </pre>
 *
 * <p>One thread waits in {@link #await}; any other may {@link #close}. If this process is killed hard, the other one goes on
 * to its end: it holds the lease, so that no second one begins, and what it promotes is found at the next start. One that does
 * not come to an end is killed after {@link #LONGEST}, or it would keep all later ones from beginning.
 */
public final class RetrainProcess implements AutoCloseable {
    private static final Path NICE = Path.of("/usr/bin/nice");
    /** Above all where native libraries lie: with a read-only root there is no other place that they could be unpacked to. */
    private static final List<String> INHERITED = List.of(
            "org.bytedeco.javacpp.cachedir",
            "org.bytedeco.javacpp.pathsFirst",
            "java.library.path",
            "org.sqlite.tmpdir",
            "org.sqlite.lib.path",
            "org.sqlite.lib.name",
            "user.timezone",
            "java.io.tmpdir");

    /** From the JVM's own option: the heap was full. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int LONGEST_SAID = 500;
    /** A receipt has some kilobytes. */
    private static final int LONGEST_LINE = 1 << 16;
    /** A month of one-minute windows is learnt in minutes; what is started daily must have ended by the next day. */
    static final Duration LONGEST = Duration.ofHours(12);

    private static final long GRACE_SECONDS = 5;

    private final List<String> command;
    private final long memory;
    private final Consumer<RetrainProgress> progress;
    private final Duration longest;
    private @Nullable Process process;
    private boolean closed;
    private volatile boolean late;

    /**
     * Prepares; starts nothing.
     *
     * @param main the class whose main method takes the verbs of the command line
     * @param config file that the process reads; null: as found from the working directory
     * @param memory bytes that the process may use
     * @param progress told of each epoch, by the thread that waits
     */
    public RetrainProcess(String main, @Nullable Path config, long memory, Consumer<RetrainProgress> progress) {
        this(main, config, memory, progress, LONGEST);
    }

    RetrainProcess(
            String main, @Nullable Path config, long memory, Consumer<RetrainProgress> progress, Duration longest) {
        this.longest = longest;
        this.command = command(main, config, memory);
        this.memory = memory;
        this.progress = progress;
    }

    /**
     * How it ended.
     *
     * @param receipt null where it failed before it could write one
     */
    public record Outcome(
            Verdict verdict, String reason, @Nullable RetrainReceipt receipt) {}

    private static List<String> command(String main, @Nullable Path config, long memory) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + memory * 6 / 10 / 1024 + "k");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dorg.bytedeco.javacpp.maxbytes=" + memory / 4);
        command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        command.add("-Dportent.log=quiet");
        for (String name : INHERITED) {
            String value = System.getProperty(name);
            if (value != null) {
                command.add("-D" + name + "=" + value);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main, "retrain", "--progress"));
        if (config != null) {
            command.addAll(List.of("-c", config.toString()));
        }
        return command;
    }

    /**
     * Starts it and waits for its end. To be called once.
     *
     * @throws IOException if it could not be started
     * @throws InterruptedException if the caller was told to end; the process is ended first
     */
    public Outcome await() throws IOException, InterruptedException {
        Process started = start();
        try {
            return outcome(started);
        } finally {
            close();
        }
    }

    private synchronized Process start() throws IOException {
        if (process != null || closed) {
            throw new IllegalStateException("it was started or closed before");
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        process.getOutputStream().close();
        CompletableFuture<Process> unused = process.onExit()
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, tooLate) -> endIf(tooLate != null));
        return process;
    }

    private void endIf(boolean tooLate) {
        Process running = running();
        if (tooLate && running != null) {
            late = true;
            running.destroyForcibly();
        }
    }

    private synchronized @Nullable Process running() {
        return process;
    }

    private Outcome outcome(Process started) throws IOException, InterruptedException {
        RetrainReceipt receipt = null;
        String said = "";
        try (ShortLines lines = new ShortLines(started.inputReader(StandardCharsets.UTF_8), LONGEST_LINE)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                RetrainLines.Line known = RetrainLines.parse(line);
                if (known == null) {
                    said = line.isBlank() ? said : line.substring(0, Math.min(LONGEST_SAID, line.length()));
                } else if (known.progress() != null) {
                    progress.accept(known.progress());
                } else if (known.receipt() != null) {
                    receipt = known.receipt();
                }
            }
        } catch (IOException e) {
            said = closed() ? said : String.valueOf(e.getMessage());
        }
        int code = started.waitFor();
        if (code == 0 && receipt != null) {
            return new Outcome(receipt.verdict(), receipt.reason(), receipt);
        }
        return new Outcome(Verdict.FAILED, failure(code, said), receipt);
    }

    private String failure(int code, String said) {
        if (late) {
            return "it took longer than " + longest + " and was ended";
        }
        if (closed()) {
            return "it was ended before it was done";
        }
        if (code == OUT_OF_MEMORY || said.contains("OutOfMemoryError")) {
            return "it ran out of memory with " + (memory >> 20)
                    + " MiB: raise retrain.memory or shorten retrain.since";
        }
        return said.isEmpty() ? "it ended with exit code " + code : said.replaceFirst("^agent: ", "");
    }

    private synchronized boolean closed() {
        return closed;
    }

    /** Ends it, if it still runs. The champion stays; what the process has begun is lost. */
    @Override
    public void close() {
        Process running;
        synchronized (this) {
            running = process;
            closed = closed || running == null || running.isAlive();
        }
        if (running == null || !running.isAlive()) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
