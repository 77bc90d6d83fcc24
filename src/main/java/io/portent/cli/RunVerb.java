package io.portent.cli;

import io.portent.agent.Daemon;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "The daemon: follows the logs, forecasts, and serves metrics and a page until it is told to stop.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunVerb implements Callable<Integer> {
    @Mixin
    ConfigOptions options;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Instead of web.listen; port 0: any free one.")
    @org.jspecify.annotations.Nullable
    String listen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentConfig config = Listen.at(options.load(), listen);
        if (config.sources().isEmpty()) {
            throw new WrongUsageException("nothing to read: the configuration names no sources");
        }
        config.notes().forEach(note -> LoggerFactory.getLogger(RunVerb.class).warn("{}", note));
        CountDownLatch told = new CountDownLatch(1);
        try (Daemon daemon = new Daemon(config, new Dl4jNetworks(), InstantSource.system())) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(told, main), "shutdown"));
            daemon.start();
            told.await();
        }
        return 0;
    }

    /** The JVM ends when its hooks have: this one waits until everything is closed. */
    private static void end(CountDownLatch told, Thread main) {
        told.countDown();
        try {
            main.join(8_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
