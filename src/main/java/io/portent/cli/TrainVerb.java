package io.portent.cli;

import io.portent.agent.LogHistory;
import io.portent.agent.Training;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Learns a model from logs and labels, and makes it the one that serves.",
            "The last part of the time is held out first: a model trained on the rest is scored there, beside baselines."
                    + " Then the model that serves is trained on everything.",
            "It is stored in model.directory (data/models); a running agent takes it over by itself."
        },
        footer = {
            "",
            "Examples:",
            "  agent train --logs '/var/log/app/*.log' --labels labels.csv",
            "  agent train --since 30d --network auto",
            "Needs at least three known onsets of orange or red within the time of the logs."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TrainVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    LogRange range;

    @Mixin
    NetworkOption network;

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            description = "Share of the time that is held out for the scores, 0 to 0.5; 0: no scores. Default: 0.2")
    double holdOut = 0.2;

    @Override
    public Integer call() throws IOException {
        if (!(holdOut >= 0 && holdOut <= 0.5)) {
            throw new WrongUsageException("--hold-out must be in [0, 0.5], was " + holdOut);
        }
        TimeRange asked = range.checked();
        AgentConfig config = network.on(options.load());
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.learning(spec, config.model());
        InstantSource clock = InstantSource.system();
        Training training = new Training(config, new Dl4jNetworks(), clock, terminal, terminal);
        training.check();
        LogHistory.Span span = new LogHistory(config, clock, terminal).span();
        TimeSpan within = LogRange.within(asked, span, config);
        Training.Outcome outcome = training.train(training.split(within.from(), within.until(), holdOut, true));
        terminal.done();
        out.print(TrainText.of(config.model().directory(), outcome, terminal.secondsSinceStart()));
        out.flush();
        return 0;
    }
}
