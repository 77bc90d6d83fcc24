package io.portent.cli;

import io.portent.agent.Backfill;
import io.portent.agent.Stores;
import io.portent.agent.WalkForward;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        description = {
            "Reads old logs into the store, as a running agent would have kept them; then agent retrain can learn from them.",
            "Run again over the same logs it changes nothing. What a running agent has stored itself stays."
        },
        footer = {
            "",
            "Examples:",
            "  agent backfill --logs '/var/log/app/app.log*.gz' --since 30d",
            "  agent backfill --until 3h --openmetrics past.txt --folds 4",
            "Exit codes: 0 done; 1 failed, or too little to learn from: then the windows are",
            "stored and no file is written; 2 wrong usage"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BackfillVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    LogRange range;

    @ArgGroup(exclusive = false)
    @Nullable
    WalkForwardOptions walk;

    @Override
    public Integer call() throws IOException {
        TimeRange asked = range.checked();
        if (walk != null) {
            walk.check();
        }
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = Terminal.learning(spec, config.model());
        try (Store store = Stores.open(config.store())) {
            WalkForward ahead = new WalkForward(config, new Dl4jNetworks(), store, terminal);
            if (walk != null) {
                ahead.check(walk.file);
            }
            Backfill.Outcome done = backfill(config, asked, store, terminal);
            terminal.done();
            if (done.first() == null) {
                throw new FailedException(
                        done.events() == 0
                                ? "no log event: the files are empty, or no line is readable in the configured format"
                                : "no window is over in the time asked for: nothing was stored");
            }
            out.print(BackfillText.of(done, terminal.secondsSinceStart()));
            out.flush(); // it stands, whatever comes of the forecasts
            if (walk != null) {
                walk(walk, ahead, done, terminal, out);
            }
        }
        out.flush();
        return 0;
    }

    private Backfill.Outcome backfill(AgentConfig config, TimeRange asked, Store store, Terminal terminal)
            throws IOException {
        InstantSource clock = InstantSource.system();
        Instant end = LogRange.reference(asked, config, clock, terminal);
        return new Backfill(config, store, clock, terminal).run(asked.since(end), asked.until(end));
    }

    private static void walk(
            WalkForwardOptions walk, WalkForward ahead, Backfill.Outcome done, Terminal terminal, PrintWriter out)
            throws IOException {
        TimeSpan span = new TimeSpan(Objects.requireNonNull(done.first()), Objects.requireNonNull(done.last()));
        WalkForward.Outcome outcome = ahead.run(span, walk.folds);
        terminal.done();
        out.print(BackfillText.of(outcome));
        out.print(BackfillText.of(ahead.write(outcome, walk.job, walk.file), walk.file));
    }
}
