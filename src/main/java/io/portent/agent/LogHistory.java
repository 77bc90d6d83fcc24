package io.portent.agent;

import io.portent.bundle.Card;
import io.portent.bundle.file.Sha256;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.event.LogEvent;
import io.portent.parse.ParseCounts;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.EventMerge;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.EventStream;
import io.portent.pipeline.Losses;
import io.portent.pipeline.NotEnoughException;
import io.portent.pipeline.Recogniser;
import io.portent.source.SourceCounts;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The log files of all configured sources, as they lie on disk, read in event time. */
public final class LogHistory {
    private final AgentConfig config;
    private final InstantSource clock;
    private final HistoryProgress progress;
    private final List<SourceFile> files = new ArrayList<>();

    private record SourceFile(SourceConfig source, Path path) {}

    /** First and last event time, and how many events there are between them. */
    public record Span(Instant first, Instant last, long events) {}

    /** Finds the files; reads none. */
    public LogHistory(AgentConfig config, InstantSource clock, HistoryProgress progress) {
        this.config = config;
        this.clock = clock;
        this.progress = progress;
        for (SourceConfig source : config.sources()) {
            SourceInputs.files(source).forEach(path -> files.add(new SourceFile(source, path)));
        }
        if (files.isEmpty()) {
            List<String> globs = config.sources().stream()
                    .flatMap(source -> SourceInputs.globs(source).stream())
                    .toList();
            throw new NotEnoughException("no log files: " + why(globs));
        }
    }

    private String why(List<String> globs) {
        if (!globs.isEmpty()) {
            return "nothing matches " + String.join(" ", globs);
        }
        if (config.sources().isEmpty()) {
            return "the configuration names no sources; add them there or name files with --logs";
        }
        return config.sources().stream()
                .map(source -> source.name() + " (" + SourceInputs.describe(source) + ")")
                .collect(Collectors.joining(
                        ", ", "what is sent to the agent cannot be read again: ", "; name files with --logs"));
    }

    private List<Supplier<EventStream>> streams() {
        List<Supplier<EventStream>> streams = new ArrayList<>();
        for (SourceFile file : files) {
            streams.add(() -> new FileEvents(
                    file.source(), file.path(), config.limits().lineBytes(), clock, (read, lines) -> {}));
        }
        return streams;
    }

    private Duration jump() {
        return Settings.windowLimits(config).jump(config.window());
    }

    /** Reads every file once for its times alone. A line whose date no neighbour shares does not count. */
    public Span span() throws IOException {
        Instant first = null;
        Instant last = null;
        long events = 0;
        for (Supplier<EventStream> file : streams()) {
            Extent extent = new Extent(jump());
            try (EventStream stream = file.get()) {
                for (LogEvent event = stream.next(); event != null; event = stream.next()) {
                    extent.add(event.time());
                    progress.events("looking through the logs", ++events);
                }
            }
            Instant from = extent.first();
            Instant to = extent.last();
            first = from == null ? first : Extent.earlier(first, from);
            last = to == null ? last : Extent.later(last, to);
        }
        if (first == null || last == null) {
            throw new NotEnoughException("no log event in " + files.size()
                    + " files: they are empty, or no line is readable in the configured format");
        }
        return new Span(first, last, events);
    }

    /** What was read of one source and what became of its lines. */
    record Lines(long bytes, long cut, long parsed, long unparsed, long filtered) {
        private static final Lines NONE = new Lines(0, 0, 0, 0, 0);

        private static Lines of(SourceCounts read, ParseCounts lines) {
            return new Lines(read.bytes(), read.longLines(), lines.parsed(), lines.unparsed(), lines.filtered());
        }

        private Lines plus(Lines more) {
            return new Lines(
                    bytes + more.bytes,
                    cut + more.cut,
                    parsed + more.parsed,
                    unparsed + more.unparsed,
                    filtered + more.filtered);
        }
    }

    /** Reads one source for what becomes of its lines. */
    Lines count(SourceConfig source) throws IOException {
        List<Lines> each = new ArrayList<>();
        for (SourceFile file : files) {
            if (file.source().equals(source)) {
                try (FileEvents events = new FileEvents(
                        source,
                        file.path(),
                        config.limits().lineBytes(),
                        clock,
                        (read, lines) -> each.add(Lines.of(read, lines)))) {
                    while (events.next() != null) {
                        progress.events("counting lines", 0);
                    }
                }
            }
        }
        return each.stream().reduce(Lines.NONE, Lines::plus);
    }

    /** Reads what happened in [since, until) for its templates alone. */
    public TemplateTree templates(@Nullable Instant since, Instant until) throws IOException {
        return templates(new TemplateMiner(Settings.miner(config)), since, until);
    }

    /** The same, on top of what a miner knows. */
    TemplateTree templates(TemplateMiner miner, @Nullable Instant since, Instant until) throws IOException {
        long events = 0;
        try (EventMerge merge = new EventMerge(streams(), jump())) {
            for (Instant next = merge.nextTime(); next != null && next.isBefore(until); next = merge.nextTime()) {
                LogEvent event = merge.next();
                if (event != null && (since == null || !event.time().isBefore(since))) {
                    miner.learn(event.message());
                }
                progress.events("mining templates", ++events);
            }
        }
        return miner.tree();
    }

    /** Starts reading from the beginning. The caller closes it. */
    public Reading read(Recogniser recogniser) throws IOException {
        return new Reading(recogniser);
    }

    /** What the files are, for a model's card. Reads them once for their hashes. */
    public List<Card.LearntFile> fingerprints() throws IOException {
        List<Card.LearntFile> prints = new ArrayList<>();
        for (SourceFile file : files) {
            prints.add(new Card.LearntFile(
                    file.source().name(),
                    String.valueOf(file.path().getFileName()),
                    Files.size(file.path()),
                    Sha256.of(file.path())));
        }
        return prints;
    }

    /** One pass over the files that can pause at a time and go on. Not thread-safe. */
    public final class Reading implements AutoCloseable {
        private final EventMerge events;
        private final EventPipeline pipeline;
        private final List<Window> windows = new ArrayList<>();
        private final Map<String, Losses> lost = new HashMap<>();
        private long read;

        private Reading(Recogniser recogniser) throws IOException {
            this.pipeline = new EventPipeline(
                    config.window(),
                    Settings.windowLimits(config),
                    Settings.entities(config),
                    recogniser,
                    windows::add);
            this.events = new EventMerge(streams(), jump());
        }

        /** Passes over what happened before; none of it reaches a window. */
        public void skipTo(@Nullable Instant since) throws IOException {
            for (Instant next = events.nextTime();
                    since != null && next != null && next.isBefore(since);
                    next = events.nextTime()) {
                events.next();
                progress.events("passing over older logs", ++read);
            }
        }

        /**
         * Reads what happened before the given time.
         *
         * @return all windows so far that ended by then
         */
        public List<Window> readUntil(Instant until) throws IOException {
            for (Instant next = events.nextTime(); next != null && next.isBefore(until); next = events.nextTime()) {
                LogEvent event = events.next();
                if (event != null) {
                    accept(event);
                }
                progress.events("reading logs", ++read);
            }
            if (events.nextTime() == null) {
                pipeline.finish();
            } else {
                pipeline.advanceTo(until.plus(config.window().lateness()));
            }
            return windows.stream()
                    .filter(window -> !window.end().isAfter(until))
                    .toList();
        }

        /** The same, and forgets what it returns: a history of any length passes through the memory of a day. */
        List<Window> takeUntil(Instant until) throws IOException {
            List<Window> taken = readUntil(until);
            windows.removeIf(window -> !window.end().isAfter(until));
            return taken;
        }

        /** When the next event happened; null at the end. */
        @Nullable
        Instant nextTime() {
            return events.nextTime();
        }

        /** Events read so far. */
        long events() {
            return read;
        }

        private void accept(LogEvent event) {
            Losses before = pipeline.losses();
            pipeline.accept(event, clock.instant());
            Losses more = pipeline.losses().since(before);
            if (more.any()) {
                lost.merge(event.origin().source(), more, Losses::plus);
            }
        }

        /** By source: events that reached no window. */
        Map<String, Losses> lost() {
            return Map.copyOf(lost);
        }

        /** See {@link EventPipeline#leftOut}. */
        long leftOut() {
            return pipeline.leftOut();
        }

        /** Reads all that is left; the windows that are open at the end are closed as they are. */
        public List<Window> readAll() throws IOException {
            readUntil(Instant.MAX.minus(config.window().lateness()));
            return List.copyOf(windows);
        }

        @Override
        public void close() throws IOException {
            events.close();
        }
    }
}
