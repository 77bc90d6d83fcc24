package io.portent.cli;

import io.portent.agent.DriftOfWindows;
import io.portent.agent.Evaluating;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Scores a model on time later than its training, beside the baselines fitted on the same training time.",
        footer = {
            "",
            "Example: agent evaluate --since 7d",
            "Needs logs and labels of time that the model was not trained on: older time does not count."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class EvaluateVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    LogRange range;

    @Mixin
    ModelOption model;

    @Option(
            names = "--forecasts",
            paramLabel = "FILE.csv",
            description = "Writes every forecast: time,entity,horizon_seconds,p_green,p_orange,p_red,state")
    @Nullable
    Path forecasts;

    @Override
    public Integer call() throws IOException {
        TimeRange asked = range.checked();
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.reading(spec);
        InstantSource clock = InstantSource.system();
        ModelDirectory.Named named = model.load(config);
        Instant end = LogRange.reference(asked, config, clock, terminal);
        Instant since = asked.since(end);
        Evaluating evaluating = new Evaluating(config, new Dl4jNetworks(), clock, terminal);
        Evaluating.Outcome outcome =
                evaluating.evaluate(named, since == null ? Instant.MIN : since, asked.until(end), forecasts);
        terminal.done();
        out.printf(
                "Model %s, trained until %s, on %,d later forecasts:%n%n",
                named.version(), named.bundle().card().trainedUntil(), outcome.moments());
        out.print(ScoreTable.of(named.bundle().horizons(), outcome.scores()));
        out.print(drift(outcome.drift()));
        if (forecasts != null) {
            out.println("Forecasts: " + forecasts);
        }
        out.flush();
        return 0;
    }

    private static String drift(DriftOfWindows drift) {
        return Double.isNaN(drift.highest())
                ? "Drift: cannot be told: less than half a day was read, or the model keeps nothing to compare with.\n"
                : String.format(
                        Locale.ROOT,
                        "Drift: at most %.2f%s%n",
                        drift.highest(),
                        drift.highest() < 1 ? ", within the trained range" : ": " + drift.reason());
    }
}
