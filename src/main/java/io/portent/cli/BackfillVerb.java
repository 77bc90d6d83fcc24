package io.portent.cli;

import io.portent.agent.Backfill;
import io.portent.agent.LogHistory;
import io.portent.agent.Stores;
import io.portent.config.AgentConfig;
import io.portent.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
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
        footer = {"", "Example: agent backfill --logs '/var/log/app/app.log*.gz' --since 30d"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BackfillVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigOptions options;

    @Mixin
    TimeRange range;

    @Override
    public Integer call() throws IOException {
        range.check();
        AgentConfig config = options.load();
        PrintWriter out = spec.commandLine().getOut();
        Terminal terminal = new Terminal(spec.commandLine().getErr(), 1, 1);
        InstantSource clock = InstantSource.system();
        Instant end = range.isRelative()
                ? new LogHistory(config, clock, terminal).span().last()
                : clock.instant();
        try (Store store = Stores.open(config.store())) {
            Backfill.Outcome done =
                    new Backfill(config, store, clock, terminal).run(range.since(end), range.until(end));
            terminal.done();
            report(out, done, terminal.secondsSinceStart());
        }
        out.flush();
        return 0;
    }

    private static void report(PrintWriter out, Backfill.Outcome done, double seconds) {
        if (done.first() == null) {
            throw new FailedException("no window is over in the time asked for: nothing was stored");
        }
        out.printf(
                "Stored %,d windows of %d entities from %s until %s: %,d events, %d templates, in %.0f s (%,.0f events/s).%n",
                done.windows(),
                done.entities(),
                done.first(),
                done.last(),
                done.events(),
                done.templates(),
                seconds,
                done.events() / Math.max(seconds, 1e-3));
        if (done.skipped() > 0) {
            out.printf("Left %,d windows as a running agent had stored them.%n", done.skipped());
        }
    }
}
