package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.TrainingRecogniser;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoredTemplate;
import io.portent.window.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Old logs into the store, as windows. Run again over the same logs it changes nothing.
 *
 * <p>The logs are read twice, as in training: first for their templates, on top of the champion's, so that ids stay. A window
 * that an agent has written live stays as it is: it knows what it has read of a file that has been rotated away since.
 */
public final class Backfill {
    /** Under this name windows stand in the store, whoever runs it. */
    static final String WRITER = "backfill";

    private static final Duration CHUNK = Duration.ofDays(1);

    private final AgentConfig config;
    private final Store store;
    private final InstantSource clock;
    private final HistoryProgress progress;

    public Backfill(AgentConfig config, Store store, InstantSource clock, HistoryProgress progress) {
        this.config = config;
        this.store = store;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was done.
     *
     * @param windows written
     * @param skipped left as another writer had written them
     * @param first start of the first window, written or skipped; null where there was none
     * @param last end of the last one
     */
    public record Outcome(
            long windows,
            long skipped,
            long events,
            int entities,
            int templates,
            @Nullable Instant first,
            @Nullable Instant last) {}

    /**
     * Reads [since, until).
     *
     * @param since null: from the beginning of the logs
     * @param until null: up to now; a minute that is not over is never written
     */
    public Outcome run(@Nullable Instant since, @Nullable Instant until) throws IOException {
        Instant over =
                config.window().startOf(clock.instant().minus(config.window().lateness()));
        Instant end =
                until == null || until.isAfter(over) ? over : config.window().startOf(until);
        Instant begin = since == null ? null : config.window().startOf(since);
        LogHistory history = new LogHistory(config, clock, progress);
        TemplateTree templates = history.templates(miner(), begin, end);
        try (LogHistory.Reading reading = history.read(new TrainingRecogniser(templates))) {
            reading.skipTo(begin);
            return new Writing(templates).all(reading, end);
        }
    }

    private TemplateMiner miner() throws IOException {
        ModelDirectory.Named champion = new ModelDirectory(config.model().directory()).champion();
        List<Template> known =
                champion == null ? List.of() : champion.bundle().templates().templates();
        return TemplateMiner.resume(TemplateTree.of(Settings.miner(config), known));
    }

    /** One run's counts. */
    private final class Writing {
        private final TemplateTree templates;
        private final Set<String> entities = new HashSet<>();
        private long written;
        private long skipped;
        private @Nullable Instant first;
        private @Nullable Instant last;

        Writing(TemplateTree templates) {
            this.templates = templates;
        }

        Outcome all(LogHistory.Reading reading, Instant end) throws IOException {
            List<StoredTemplate> told = templates.templates().stream()
                    .map(one -> new StoredTemplate(one.id(), one.text()))
                    .toList();
            store.windowWriter().append(WRITER, List.of(), told);
            for (Instant next = reading.nextTime(); next != null && next.isBefore(end); next = reading.nextTime()) {
                Instant upTo = next.plus(CHUNK);
                write(reading.takeUntil(upTo.isAfter(end) ? end : upTo));
            }
            return new Outcome(
                    written,
                    skipped,
                    reading.events(),
                    entities.size(),
                    templates.templates().size(),
                    first,
                    last);
        }

        private void write(List<Window> windows) {
            for (Window window : windows) {
                entities.add(window.entity());
                first = Extent.earlier(first, window.start());
                last = Extent.later(last, window.end());
            }
            append(windows);
        }

        /** Halves what another writer's window is among, until that stands alone. */
        private void append(List<Window> windows) {
            if (windows.isEmpty()) {
                return;
            }
            try {
                store.windowWriter().append(WRITER, windows, List.of());
                written += windows.size();
            } catch (StoreException e) {
                if (e.problem() != StoreException.Problem.CONFLICT) {
                    throw e;
                }
                if (windows.size() == 1) {
                    skipped++;
                    return;
                }
                append(windows.subList(0, windows.size() / 2));
                append(windows.subList(windows.size() / 2, windows.size()));
            }
        }
    }
}
