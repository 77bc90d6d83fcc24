package io.portent.cli;

import io.portent.agent.DriftOfWindows;
import io.portent.agent.Evaluating;
import io.portent.agent.EvaluationFiles;
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
            "Examples:",
            "  agent evaluate --since 7d",
            "  agent evaluate --folds 5 --report report.html",
            "Needs logs and labels of time that the model was not trained on: older time does",
            "not count. docs/FORECASTS.md says what the numbers mean."
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

    @Mixin
    FoldOptions folds;

    @Option(
            names = "--forecasts",
            paramLabel = "FILE.csv",
            description = "Writes every forecast with its three chances, by time, entity and horizon, as CSV.")
    @Nullable
    Path forecasts;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all numbers as JSON.")
    @Nullable
    Path json;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Writes all numbers, plots of them and every incident as one page that needs nothing else.")
    @Nullable
    Path report;

    @Override
    public Integer call() throws IOException {
        TimeRange asked = range.checked();
        folds.check(model);
        AgentConfig config = options.load();
        EvaluationFiles.check(json, report);
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.learning(spec, config.model());
        Evaluating.Outcome outcome = outcome(asked, config, terminal);
        terminal.done();
        out.print(EvaluationText.of(outcome));
        if (outcome.drift() != null) {
            out.print(drift(outcome.drift()));
        }
        EvaluationFiles.write(outcome, json, report);
        told(out, "Forecasts", forecasts);
        told(out, "Numbers", json);
        told(out, "Report", report);
        out.flush();
        return 0;
    }

    private Evaluating.Outcome outcome(TimeRange asked, AgentConfig config, Terminal terminal) throws IOException {
        InstantSource clock = InstantSource.system();
        Evaluating evaluating = new Evaluating(config, new Dl4jNetworks(), clock, terminal);
        if (folds.asked()) {
            return folds.walk(evaluating, config, asked, clock, terminal, terminal, forecasts);
        }
        ModelDirectory.Named named = model.load(config);
        Instant end = LogRange.reference(asked, config, clock, terminal);
        Instant since = asked.since(end);
        return evaluating.evaluate(named, since == null ? Instant.MIN : since, asked.until(end), forecasts);
    }

    private static void told(PrintWriter out, String what, @Nullable Path file) {
        if (file != null) {
            out.println(what + ": " + file);
        }
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
