package io.portent.cli;

import io.portent.simulate.ShopSimulation;
import io.portent.simulate.SimulationSpec;
import io.portent.simulate.SimulationSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the history of a faulty shop: logs, labels by its own service level objective, and the faults behind.",
            "Files: shop.json (logstash), shop.log (a logback pattern), labels.csv, and",
            "faults.csv, which is not for the agent."
        },
        footer = {
            "",
            "Examples:",
            "  agent simulate --out history",
            "  agent simulate --days 40 --seed 815 --rename-day 30 --out later"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class SimulateVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--days", paramLabel = "N", description = "Days of history, 1 to 3650. Default: 30")
    int days = 30;

    @Option(names = "--seed", paramLabel = "S", description = "The same seed gives the same bytes. Default: 7")
    long seed = 7;

    @Option(
            names = "--rename-day",
            paramLabel = "N",
            description = {
                "From this day on, counted from 0, a third of the log statements has other words, as after a deploy.",
                "Default: never"
            })
    int renameDay = Integer.MAX_VALUE;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; files there are replaced.")
    Path out;

    @Override
    public Integer call() throws IOException {
        if (days < 1 || days > 3650) {
            throw new WrongUsageException("--days must be in [1, 3650], was " + days);
        }
        if (renameDay < 0) {
            throw new WrongUsageException("--rename-day must be >= 0, was " + renameDay);
        }
        SimulationSpec what = new SimulationSpec(SimulationSpec.DEFAULT_START, days, seed, renameDay);
        Terminal terminal = Terminal.reading(spec);
        SimulationSummary summary = new ShopSimulation(what).write(out, terminal::hours);
        terminal.done();
        spec.commandLine()
                .getOut()
                .printf(
                        "%,d log lines, %d incidents (%d times red), %d faults, %d look-alikes in %s%n",
                        summary.lines(),
                        summary.incidents(),
                        summary.redIntervals(),
                        summary.faults(),
                        summary.lookAlikes(),
                        out);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
