package io.portent.cli;

import io.portent.agent.ParseSummary;
import io.portent.agent.Parsing;
import io.portent.agent.TemplateUse;
import io.portent.csv.TemplatesCsv;
import io.portent.json.EventJson;
import io.portent.parse.ParseCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "parse",
        mixinStandardHelpOptions = true,
        description = "Shows what the agent sees in log files: one JSON object per event, or what the options say.",
        footer = {
            "",
            "Examples:",
            "  agent parse --summary app.log",
            "  agent parse --templates --format logback \\",
            "    --pattern '%%d %%-5level [%%thread] %%logger - %%msg%%n' app.log*.gz",
            "docs/FORMATS.md has an example of each format."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ParseVerb implements Callable<Integer> {
    private static final int LINE_BYTES = 1 << 20;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files, plain or compressed (gzip, xz, zstd).")
    List<Path> files;

    @Mixin
    LineFormatOptions lines;

    @Option(names = "--templates", description = "The mined templates: how often, when, and an example.")
    boolean templates;

    @Option(
            names = "--csv",
            paramLabel = "FILE.csv",
            description = {"With --templates: writes there instead", "id,count,first_seen,last_seen,template,example."})
    @Nullable
    Path csv;

    @Option(
            names = "--assign",
            paramLabel = "FILE.csv",
            description = "Writes line,template_id,template for every line.")
    @Nullable
    Path assign;

    @Option(names = "--summary", description = "Counts, rates and time only.")
    boolean summary;

    @Override
    public Integer call() throws IOException {
        if (csv != null && !templates) {
            throw new ParameterException(spec.commandLine(), "--csv goes with --templates");
        }
        Parsing parsing = new Parsing(files, lines.spec(), lines.joins(), LINE_BYTES, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        if (summary) {
            summary(parsing, out);
        } else if (assign != null) {
            parsing.assign(assign);
        } else if (templates) {
            templates(parsing, out);
        } else {
            parsing.events(event -> out.println(EventJson.write(event)));
        }
        out.flush();
        return 0;
    }

    private static void summary(Parsing parsing, PrintWriter out) throws IOException {
        long began = System.nanoTime();
        ParseSummary summary = parsing.summary();
        double seconds = (System.nanoTime() - began) / 1e9;
        ParseCounts counts = parsing.counts();
        out.printf(
                Locale.ROOT,
                "%d lines in %.2f s, %.0f lines/s, %.1f MB/s, %d bytes allocated a line%n",
                counts.lines(),
                seconds,
                counts.lines() / seconds,
                summary.bytes() / seconds / 1e6,
                summary.allocated() / Math.max(1, counts.lines()));
        out.printf(
                "%d bytes; %d parsed, %d unparsed, %d filtered; %d events, %d templates, %d windows%n",
                summary.bytes(),
                counts.parsed(),
                counts.unparsed(),
                counts.filtered(),
                summary.events(),
                summary.templates(),
                summary.windows());
        out.printf(
                "%d lines cut, %d bytes skipped%nformat: %s%n",
                parsing.linesCut(),
                parsing.bytesSkipped(),
                parsing.chosen().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }

    private void templates(Parsing parsing, PrintWriter out) throws IOException {
        List<TemplateUse> uses = parsing.uses();
        if (csv != null) {
            try (TemplatesCsv file = new TemplatesCsv(csv)) {
                for (TemplateUse use : uses) {
                    file.write(use.template(), use.count(), use.first(), use.last(), use.example());
                }
            }
            return;
        }
        out.printf(
                "%8s  %-8s  %-20s  %-20s  %s%n",
                "count", "id", "first seen", "last seen", "template, and a message of it");
        for (TemplateUse use : uses) {
            out.printf(
                    "%8d  %-8s  %-20s  %-20s  %s%n%64s%s%n",
                    use.count(),
                    use.template().id(),
                    use.first().truncatedTo(ChronoUnit.SECONDS),
                    use.last().truncatedTo(ChronoUnit.SECONDS),
                    use.template().text(),
                    "",
                    use.example());
        }
    }
}
