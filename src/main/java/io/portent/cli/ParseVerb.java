package io.portent.cli;

import io.portent.agent.Parsing;
import io.portent.json.EventJson;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.MinerSpec;
import io.portent.parse.ParseCounts;
import io.portent.parse.TemplateMiner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "parse",
        mixinStandardHelpOptions = true,
        description = "Shows what the agent sees in log files: one JSON object per event, or what the options say.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ParseVerb implements Callable<Integer> {
    private static final int LINE_BYTES = 1 << 20;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files, plain or compressed (gzip, xz, zstd).")
    List<Path> files;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "One of: ${COMPLETION-CANDIDATES}; logback needs --pattern, access takes one. Default: AUTO")
    FormatKind format = FormatKind.AUTO;

    @Option(
            names = "--pattern",
            paramLabel = "PATTERN",
            description = "The pattern that the files are written in, of logback or of an access log.")
    @Nullable
    String pattern;

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Of time stamps that carry no zone. Default: UTC")
    ZoneId zone = ZoneOffset.UTC;

    @Option(names = "--templates", description = "The mined templates: count, id, text.")
    boolean templates;

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
        Parsing parsing = new Parsing(files, spec(), LINE_BYTES, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        if (summary) {
            summary(parsing, out);
        } else if (assign != null) {
            parsing.assign(assign);
        } else if (templates) {
            parsing.frequencies()
                    .forEach((template, n) -> out.printf("%8d  %s  %s%n", n, template.id(), template.text()));
        } else {
            parsing.events(event -> out.println(EventJson.write(event)));
        }
        out.flush();
        return 0;
    }

    private FormatSpec spec() {
        return FormatArguments.spec(format, pattern, zone);
    }

    private static void summary(Parsing parsing, PrintWriter out) throws IOException {
        long began = System.nanoTime();
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        long[] events = new long[1];
        parsing.events(event -> {
            miner.learn(event.message());
            events[0]++;
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        ParseCounts counts = parsing.counts();
        out.printf(
                Locale.ROOT,
                "%d lines in %.2f s, %.0f lines/s%n%d parsed, %d unparsed, %d filtered; %d events, %d templates%n"
                        + "%d lines cut, %d bytes skipped%nformat: %s%n",
                counts.lines(),
                seconds,
                counts.lines() / seconds,
                counts.parsed(),
                counts.unparsed(),
                counts.filtered(),
                events[0],
                miner.tree().templates().size(),
                parsing.linesCut(),
                parsing.bytesSkipped(),
                parsing.chosen().stream().map(Object::toString).collect(Collectors.joining("; ")));
    }
}
