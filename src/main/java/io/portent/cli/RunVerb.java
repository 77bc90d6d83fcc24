package io.portent.cli;

import io.portent.agent.Daemon;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "The daemon: follows the logs, forecasts, and serves metrics and a page until it is told to stop.",
        footer = {
            "",
            "Examples:",
            "  agent run",
            "  agent run -c config/agent.yaml --listen 127.0.0.1:9781",
            "Then open http://127.0.0.1:9781/. Without a model (see agent train) it runs, and",
            "says that the forecast is unknown."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunVerb implements Callable<Integer> {
    /** Container runtimes kill after ten. */
    private static final long CLOSING_SECONDS = 8;

    @Mixin
    ConfigOptions options;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = {
                "Where page and metrics are served; port 0: any free one.",
                "Default: web.listen (0.0.0.0:9781)"
            })
    @org.jspecify.annotations.Nullable
    String listen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentConfig config = Listen.at(options.loadToRun(), listen);
        if (config.sources().isEmpty()) {
            throw new WrongUsageException("nothing to read: the configuration names no sources");
        }
        CheckConfigVerb.runnable(config);
        config.notes().forEach(note -> LoggerFactory.getLogger(RunVerb.class).warn("{}", note));
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(told, closed), "shutdown"));
        // Not System.in: while one thread waits in that for a line, another cannot ask whether there is one.
        InputStream stdin = new FileInputStream(FileDescriptor.in);
        Path file = options.configFile();
        Supplier<AgentConfig> again = file == null ? null : () -> Listen.at(options.loadAgain(file), listen);
        try (Daemon daemon = new Daemon(config, file, again, new Dl4jNetworks(), stdin, InstantSource.system())) {
            Hangup.runs(daemon::reload); // first: to a process that has not asked for it the signal is the end
            daemon.start();
            told.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    /**
     * The JVM ends when its hooks have: this one waits until everything is closed. It must not wait for the main thread to
     * end, because that thread calls exit, which waits for the hooks.
     */
    private static void end(CountDownLatch told, CountDownLatch closed) {
        told.countDown();
        try {
            if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LoggerFactory.getLogger(RunVerb.class)
                        .warn("not closed within {} s, ending all the same", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
