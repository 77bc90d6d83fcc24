package io.portent.agent;

import io.portent.csv.AssignmentsCsv;
import io.portent.event.LogEvent;
import io.portent.event.RawLine;
import io.portent.parse.FormatChoice;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.parse.MinerSpec;
import io.portent.parse.ParseCounts;
import io.portent.parse.Secrets;
import io.portent.parse.Template;
import io.portent.parse.TemplateMatcher;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.EntityRule;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.MiningRecogniser;
import io.portent.source.SourceCounts;
import io.portent.source.file.LineFile;
import io.portent.window.WindowLimits;
import io.portent.window.WindowSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the agent sees in files, without a configuration: events, templates, and which line went to which template. */
public final class Parsing {
    private static final WindowSpec WINDOW =
            new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(30));

    private final List<Path> files;
    private final FormatSpec format;
    private final boolean multiline;
    private final int maxLineBytes;
    private final InstantSource clock;
    private ParseCounts counts = new ParseCounts(0, 0, 0, 0);
    private long bytes;
    private long allocated;
    private long linesCut;
    private long bytesSkipped;
    private final Map<String, FormatChoice> chosen = new LinkedHashMap<>();

    /** @param multiline whether lines that continue a record are joined to it */
    public Parsing(List<Path> files, FormatSpec format, boolean multiline, int maxLineBytes, InstantSource clock) {
        this.files = List.copyOf(files);
        this.format = format;
        this.multiline = multiline;
        this.maxLineBytes = maxLineBytes;
        this.clock = clock;
    }

    /** Reads all files in the order given. */
    public void events(Consumer<LogEvent> out) throws IOException {
        for (Path path : files) {
            events(path, out);
        }
    }

    private void events(Path path, Consumer<LogEvent> out) throws IOException {
        LineParser parser = new LineParser(format, multiline);
        allocated += ReadAhead.run(next -> read(path, parser, next), out);
        ParseCounts more = parser.counts();
        counts = new ParseCounts(
                counts.lines() + more.lines(),
                counts.parsed() + more.parsed(),
                counts.unparsed() + more.unparsed(),
                counts.filtered() + more.filtered());
        chosen.merge(parser.choice().format(), parser.choice(), Parsing::sum);
    }

    private void read(Path path, LineParser parser, Consumer<LogEvent> out) throws IOException {
        try (LineFile file = LineFile.open(path, "parse", maxLineBytes, clock)) {
            for (RawLine line = file.next(); line != null; line = file.next()) {
                parser.accept(line, out);
            }
            SourceCounts read = file.counts();
            bytes += read.bytes();
            linesCut += read.longLines();
            bytesSkipped += read.skippedBytes();
        }
        parser.flush(out);
    }

    /** What became of the lines; of all passes so far. */
    public ParseCounts counts() {
        return counts;
    }

    /** Lines that lost their tail to the length limit. */
    public long linesCut() {
        return linesCut;
    }

    /** The tails so lost. */
    public long bytesSkipped() {
        return bytesSkipped;
    }

    /** The formats that the files were read in, with the lines of all files and passes. */
    public List<FormatChoice> chosen() {
        return List.copyOf(chosen.values());
    }

    private static FormatChoice sum(FormatChoice one, FormatChoice other) {
        return new FormatChoice(one.format(), one.read() + other.read(), one.tried() + other.tried());
    }

    /** Mines the templates of all files. */
    public TemplateTree templates() throws IOException {
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        events(event -> miner.learn(event.message()));
        return miner.tree();
    }

    /** Templates, the most frequent first; a second pass, because templates merge while they are mined. */
    public List<TemplateUse> uses() throws IOException {
        TemplateMatcher matcher = templates().matcher();
        Map<Template, TemplateUse> uses = new LinkedHashMap<>();
        events(event -> {
            Template template = template(matcher, event);
            TemplateUse before = uses.get(template);
            uses.put(
                    template,
                    before == null
                            ? TemplateUse.once(template, event.time(), Secrets.hide(event.message()))
                            : before.again(event.time()));
        });
        return uses.values().stream()
                .sorted(Comparator.comparingLong(TemplateUse::count).reversed())
                .toList();
    }

    /** One pass over all files, as an agent would read them that has no model yet; each file has windows of its own. */
    public ParseSummary summary() throws IOException {
        MiningRecogniser recogniser = new MiningRecogniser(MinerSpec.defaults());
        long[] totals = new long[2];
        long before = Allocation.ofThisThread();
        for (Path path : files) {
            EventPipeline pipeline = new EventPipeline(
                    WINDOW, WindowLimits.DEFAULT, EntityRule.named("parse"), recogniser, window -> totals[1]++);
            Instant arrival = clock.instant();
            events(path, event -> {
                totals[0]++;
                pipeline.accept(event, arrival);
            });
            pipeline.finish();
        }
        long here = Allocation.ofThisThread() - before;
        return new ParseSummary(bytes, totals[0], recogniser.templates(), totals[1], here + allocated);
    }

    private static Template template(TemplateMatcher matcher, LogEvent event) {
        Template template = matcher.match(event.message());
        return template == null ? TemplateMiner.OVERFLOW : template;
    }

    /**
     * Writes a row for every line that is an event or belongs to one; lines are counted from 1 through all files. A line that
     * no format could read, before the first event, has no row.
     */
    public void assign(Path csv) throws IOException {
        TemplateMatcher matcher = templates().matcher();
        long before = 0;
        try (AssignmentsCsv out = new AssignmentsCsv(csv)) {
            for (Path path : files) {
                before += assign(path, matcher, before, out);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private long assign(Path path, TemplateMatcher matcher, long before, AssignmentsCsv out) throws IOException {
        List<LogEvent> open = new ArrayList<>(1);
        Consumer<LogEvent> next = event -> {
            if (!open.isEmpty()) {
                write(matcher, open.remove(0), event.origin().line(), before, out);
            }
            open.add(event);
        };
        LineParser parser = new LineParser(format, multiline);
        long lines = 0;
        try (LineFile file = LineFile.open(path, "parse", maxLineBytes, clock)) {
            for (RawLine line = file.next(); line != null; line = file.next()) {
                lines = line.origin().line();
                parser.accept(line, next);
            }
        }
        parser.flush(next);
        if (!open.isEmpty()) {
            write(matcher, open.get(0), lines + 1, before, out);
        }
        return lines;
    }

    private static void write(TemplateMatcher matcher, LogEvent event, long end, long before, AssignmentsCsv out) {
        Template template = template(matcher, event);
        try {
            for (long line = event.origin().line(); line < end; line++) {
                out.write(before + line, template);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
