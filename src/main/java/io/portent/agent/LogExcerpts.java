package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.event.LogEvent;
import io.portent.event.Severity;
import io.portent.health.Label;
import io.portent.pipeline.EntityRule;
import io.portent.rule.KillBanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The log events around labels, as far as the configured files still hold them. Reads every file that may once. */
public final class LogExcerpts {
    private static final Duration AROUND = Duration.ofMinutes(1);
    /** How an incident began says more than how it went on. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final AgentConfig config;
    private final InstantSource clock;
    private final HistoryProgress progress;
    private final EntityRule entities;
    private final KillBanner banner = new KillBanner();
    private long events;

    public LogExcerpts(AgentConfig config, InstantSource clock, HistoryProgress progress) {
        this.config = config;
        this.clock = clock;
        this.progress = progress;
        this.entities = Settings.entities(config);
    }

    /** @param severity what it is taken for: that a process ends or begins is told at INFO and is no less telling than an error */
    private record Line(LogEvent event, Severity severity) {
        static final Comparator<Line> WORST_FIRST = Comparator.comparing(Line::severity)
                .reversed()
                .thenComparing(line -> line.event().time());
    }

    /** One label's events: the worst of them, and of equally bad ones the first. Not thread-safe. */
    private static final class Excerpt {
        private final Label label;
        private final Instant from;
        private final Instant until;
        private final int most;
        private final List<Line> kept = new ArrayList<>();

        Excerpt(Label label, int most) {
            Instant end = label.end();
            this.label = label;
            this.from = label.start().minus(AROUND);
            this.until = end == null ? Instant.MAX : end.plus(AROUND);
            this.most = most;
        }

        void offer(LogEvent event, String entity, KillBanner banner) {
            boolean concerned = label.entity().isEmpty() || label.entity().equals(entity);
            if (!concerned || event.time().isAfter(until)) {
                return;
            }
            boolean telling = !event.severity().atLeast(Severity.ERROR) && banner.isIn(event.message());
            kept.add(new Line(event, telling ? Severity.ERROR : event.severity()));
            if (kept.size() > most) {
                kept.sort(Line.WORST_FIRST);
                kept.remove(most);
            }
        }

        List<LogEvent> inTime() {
            return kept.stream()
                    .map(Line::event)
                    .sorted(Comparator.comparing(LogEvent::time))
                    .toList();
        }
    }

    /**
     * Events from a minute before each label's start to a minute after its end, of a long one those around its beginning.
     *
     * @param most events per label
     * @throws IOException if a file that is there cannot be read
     */
    public Map<Label, List<LogEvent>> of(List<Label> labels, int most) throws IOException {
        TreeMap<Instant, List<Excerpt>> excerpts = new TreeMap<>();
        for (Label label : labels) {
            Excerpt excerpt = new Excerpt(label, most);
            excerpts.computeIfAbsent(excerpt.from, from -> new ArrayList<>()).add(excerpt);
        }
        if (excerpts.isEmpty()) {
            return Map.of();
        }
        Instant first = excerpts.firstKey();
        for (SourceConfig source : config.sources()) {
            for (Path file : SourceInputs.files(source)) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(first)) {
                    read(source, file, excerpts);
                }
            }
        }
        Map<Label, List<LogEvent>> found = new LinkedHashMap<>();
        excerpts.values().forEach(all -> all.forEach(one -> found.put(one.label, one.inTime())));
        return found;
    }

    private void read(SourceConfig source, Path file, NavigableMap<Instant, List<Excerpt>> excerpts)
            throws IOException {
        try (FileEvents stream =
                new FileEvents(source, file, config.limits().lineBytes(), clock, (read, lines) -> {})) {
            for (LogEvent event = stream.next(); event != null; event = stream.next()) {
                String entity = entities.entityOf(event);
                LogEvent each = event;
                if (entity != null) {
                    excerpts.subMap(each.time().minus(LONGEST), false, each.time(), true)
                            .values()
                            .forEach(all -> all.forEach(one -> one.offer(each, entity, banner)));
                }
                progress.events("looking for the log lines", ++events);
            }
        }
    }
}
