package io.portent.agent;

import io.portent.csv.AssignmentsCsv;
import io.portent.event.LogEvent;
import io.portent.event.RawLine;
import io.portent.parse.FormatChoice;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.parse.MinerSpec;
import io.portent.parse.ParseCounts;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.source.file.LineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the agent sees in files, without a configuration: events, templates, and which line went to which template. */
public final class Parsing {
    private final List<Path> files;
    private final FormatSpec format;
    private final boolean multiline;
    private final int maxLineBytes;
    private final InstantSource clock;
    private ParseCounts counts = new ParseCounts(0, 0, 0, 0);
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
            LineParser parser = new LineParser(format, multiline);
            try (LineFile file = LineFile.open(path, "parse", maxLineBytes, clock)) {
                for (RawLine line = file.next(); line != null; line = file.next()) {
                    parser.accept(line, out);
                }
                linesCut += file.counts().longLines();
                bytesSkipped += file.counts().skippedBytes();
            }
            parser.flush(out);
            ParseCounts more = parser.counts();
            counts = new ParseCounts(
                    counts.lines() + more.lines(),
                    counts.parsed() + more.parsed(),
                    counts.unparsed() + more.unparsed(),
                    counts.filtered() + more.filtered());
            chosen.merge(parser.choice().format(), parser.choice(), Parsing::sum);
        }
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

    /** Events per template, the most frequent first; a second pass, because templates merge while they are mined. */
    public Map<Template, Integer> frequencies() throws IOException {
        TemplateTree tree = templates();
        Map<Template, Integer> frequencies = new LinkedHashMap<>();
        events(event -> frequencies.merge(template(tree, event), 1, Integer::sum));
        Map<Template, Integer> sorted = new LinkedHashMap<>();
        frequencies.entrySet().stream()
                .sorted(Map.Entry.<Template, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static Template template(TemplateTree tree, LogEvent event) {
        Template template = tree.match(event.message());
        return template == null ? TemplateMiner.OVERFLOW : template;
    }

    /**
     * Writes a row for every line that is an event or belongs to one; lines are counted from 1 through all files. A line that
     * no format could read, before the first event, has no row.
     */
    public void assign(Path csv) throws IOException {
        TemplateTree tree = templates();
        long before = 0;
        try (AssignmentsCsv out = new AssignmentsCsv(csv)) {
            for (Path path : files) {
                before += assign(path, tree, before, out);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private long assign(Path path, TemplateTree tree, long before, AssignmentsCsv out) throws IOException {
        List<LogEvent> open = new ArrayList<>(1);
        Consumer<LogEvent> next = event -> {
            if (!open.isEmpty()) {
                write(tree, open.remove(0), event.origin().line(), before, out);
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
            write(tree, open.get(0), lines + 1, before, out);
        }
        return lines;
    }

    private static void write(TemplateTree tree, LogEvent event, long end, long before, AssignmentsCsv out) {
        Template template = template(tree, event);
        try {
            for (long line = event.origin().line(); line < end; line++) {
                out.write(before + line, template);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
