package io.portent.cli;

import io.portent.agent.Receipting;
import io.portent.config.AgentConfig;
import io.portent.json.ReceiptJson;
import io.portent.metrics.HorizonLabel;
import io.portent.outcome.ReceiptTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = "What the stored forecasts came to, held against all labels and interventions known today.",
        footer = {
            "",
            "Examples:",
            "  agent models receipts --since 30d",
            "  agent models receipts --entity checkout --json",
            "An alarm lasts from the first red forecast until the longest horizon of the last",
            "one has passed. The last half hour is left out: its labels may not be known yet."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReceiptsVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption options;

    @Mixin
    LabelsOption labels;

    @Mixin
    StoredRange range;

    @Option(names = "--entity", paramLabel = "NAME", description = "Of this entity alone. Default: all")
    @Nullable
    String entity;

    @Option(names = "--json", description = "JSON, with every outcome and the bins of the calibration.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        TimeRange asked = range.checked();
        AgentConfig config = labels.on(options.load());
        PrintWriter out = spec.commandLine().getOut();
        try (Receipting receipting = Receipting.open(config, InstantSource.system())) {
            Instant end = receipting.end();
            Instant since = asked.since(end);
            ReceiptTable table = receipting.table(
                    since == null ? end.minus(config.retrain().since()) : since, asked.until(end), entity);
            if (table.models().isEmpty() && table.young().forecasts() == 0 && !json) {
                throw new FailedException("no forecast of that time"
                        + (entity == null ? "" : " and of entity " + Printable.line(entity, 60))
                        + " in the store: the running agent keeps those it makes");
            }
            out.print(json ? ReceiptJson.write(table, HorizonLabel::of) : ReceiptText.of(table, Receipting.LATE));
        }
        out.flush();
        return 0;
    }
}
