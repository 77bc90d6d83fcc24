package io.portent.cli;

import io.portent.agent.Drill;
import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.config.Durations;
import io.portent.config.WebConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "drill",
        mixinStandardHelpOptions = true,
        description = {
            "A fire drill: would an alarm arrive? The time before a past failure goes through the model once more, to a metrics"
                    + " page of the drill's own.",
            "It is watched whether Prometheus takes it, the rule fires and the webhook is called, and after how long."
        },
        footer = {
            "",
            "Examples:",
            "  agent drill",
            "  agent drill --incident 2026-04-03 --webhook \\",
            "    --prometheus http://localhost:9090",
            "The entity is called drill/NAME, so that routes by entity page nobody. Exit code",
            "1: a link did not hold."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DrillVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    ModelOption model;

    @Option(
            names = "--incident",
            paramLabel = "TIME",
            description =
                    "The first failure from this time on, written as a date or a time with a zone. Default: the last one.")
    @Nullable
    String incident;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9782",
            description = "Where the drill's metrics and webhook (/api/v1/alerts) are. Default: 127.0.0.1:9782")
    String listen;

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description =
                    "A Prometheus that scrapes this page in its job portent, with dashboards/alerts. Without it the drill ends at the metric.")
    @Nullable
    URI prometheus;

    @Option(
            names = "--webhook",
            description =
                    "Also waits until Alertmanager posts the alert to the drill's webhook, by the token of the configuration.")
    boolean webhook;

    @Option(
            names = "--page",
            description = "In earnest: the entity goes by its own name, and who is paged for it is paged.")
    boolean page;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "5m",
            description = "How long each link is waited for. Default: 5m")
    String patience;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (webhook && prometheus == null) {
            throw new WrongUsageException("--webhook needs --prometheus: what leads to it starts there");
        }
        AgentConfig config = options.load();
        if (webhook && !config.web().isOpened() && !config.feeds().webhook().enabled()) {
            throw new WrongUsageException("--webhook needs a token to let in: labels.webhook or web.token");
        }
        InstantSource clock = InstantSource.system();
        WebConfig web = Listen.parse(listen);
        Instant from = incident == null ? null : TimeRange.resolve("--incident", incident, clock.instant());
        Drill drill = new Drill(
                config,
                new Dl4jNetworks(),
                clock,
                System::nanoTime,
                length -> TimeUnit.MILLISECONDS.sleep(length.toMillis()));
        try (Store store = Stores.existing(config.store())) {
            Drill.Outcome outcome = drill.run(
                    model.load(config),
                    store,
                    new Drill.Order(from, web.host(), web.port(), prometheus, webhook, page, patience()));
            print(outcome);
            return outcome.holds() ? 0 : 1;
        }
    }

    private Duration patience() {
        try {
            return Durations.parse(patience);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--patience " + e.getMessage());
        }
    }

    private void print(Drill.Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Drill of %s, which failed at %s:%n", outcome.entity(), outcome.incident());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LINK", "AFTER", "NOTE"));
        for (Drill.Link link : outcome.links()) {
            Duration took = link.took();
            rows.add(List.of(
                    link.name(),
                    took == null ? "FAILED" : String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9),
                    link.note()));
        }
        out.print(ModelText.columns(rows));
        if (prometheus == null && outcome.holds()) {
            out.println("It ends at the metric: --prometheus URL drills the rule, --webhook the notification.");
        }
        out.flush();
    }
}
