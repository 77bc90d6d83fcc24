package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.metrics.AgentMetrics;
import io.portent.metrics.SourceMeter;
import io.portent.parse.LineParser;
import io.portent.parse.SlotTable;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.Losses;
import io.portent.source.file.FileSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From sources to live windows, for one model: a reader thread per source, and the one pipeline thread.
 *
 * <p>A new model brings new templates, and windows counted by the old ones would mean something else to it. So it gets an
 * engine of its own, which reads the recent logs again; the old one forecasts on until the new one has caught up.
 */
final class Engine implements AutoCloseable {
    private static final long IDLE_MILLIS = 200;

    private final ModelDirectory.@Nullable Named model;
    private final InstantSource clock;
    private final Mailbox mailbox;
    private final EventPipeline pipeline;
    private final FrozenRecogniser recogniser;
    private final LiveWindows windows;
    private final List<SourceReader> readers = new ArrayList<>();
    private final Map<String, SourceMeter> meters = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AgentMetrics metrics;
    private final int knownTemplates;
    private long reportedNew;
    private long reportedOverflowed;
    private long reportedLeftOut;
    private volatile boolean caughtUp;
    private volatile boolean counting;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    Engine(AgentConfig config, ModelDirectory.@Nullable Named model, InstantSource clock, AgentMetrics metrics) {
        this.model = model;
        this.clock = clock;
        this.metrics = metrics;
        this.mailbox = new Mailbox(config.sources().size());
        this.windows = new LiveWindows(config.forecast().dataWindow());
        TemplateTree templates = model == null
                ? TemplateTree.of(Settings.miner(config), List.of())
                : model.bundle().templates();
        SlotTable slots =
                model == null ? new SlotTable(Map.of()) : model.bundle().slots();
        this.knownTemplates = templates.templates().size();
        this.recogniser = new FrozenRecogniser(
                templates,
                slots,
                Lookback.memory(config.window(), config.forecast().dataWindow()));
        this.pipeline = new EventPipeline(
                config.window(), Settings.windowLimits(config), Settings.entities(config), recogniser, windows::add);
        for (SourceConfig source : config.sources()) {
            reader(config, source);
        }
    }

    private void reader(AgentConfig config, SourceConfig source) {
        SourceMeter meter = metrics.source(source.name());
        meters.put(source.name(), meter);
        FileSource files = new FileSource(
                source.name(),
                source.files(),
                config.limits().lineBytes(),
                Lookback.before(
                        clock.instant(), config.window(), config.forecast().dataWindow()),
                clock);
        readers.add(new SourceReader(
                files,
                () -> new LineParser(source.format(), source.multiline()),
                readers.size(),
                mailbox,
                meter,
                () -> counting,
                clock));
    }

    /** From now on what is read counts in the metrics: a successor has read lines that its predecessor counted. */
    void count() {
        counting = true;
    }

    void start() {
        for (SourceReader reader : readers) {
            threads.add(new Thread(reader, "source-" + threads.size()));
        }
        threads.add(new Thread(this::work, "pipeline"));
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((dead, error) -> failure = error);
            thread.start();
        }
    }

    private void work() {
        try {
            while (!stopped) {
                Mailbox.Arrived arrived = mailbox.take(IDLE_MILLIS);
                if (arrived != null) {
                    accept(arrived);
                } else if (mailbox.idle()) {
                    pipeline.advanceTo(clock.instant());
                    report();
                    caughtUp = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Mailbox.Arrived arrived) {
        Losses before = pipeline.losses();
        pipeline.accept(arrived.event(), arrived.arrival());
        Losses lost = pipeline.losses().since(before);
        if (lost.any() && counting) {
            SourceMeter meter = meters.get(arrived.event().origin().source());
            if (meter != null) {
                SourceReader.tell(meter, lost);
            }
        }
    }

    private void report() {
        long fresh = recogniser.newTemplates();
        long overflowed = recogniser.overflowed();
        long leftOut = pipeline.leftOut();
        if (counting) {
            metrics.templates(knownTemplates + recogniser.beside());
            metrics.newTemplates(fresh - reportedNew);
            metrics.overflowed(overflowed - reportedOverflowed);
            metrics.leftOut(leftOut - reportedLeftOut);
            metrics.held(pipeline.counts().held());
        }
        reportedNew = fresh;
        reportedOverflowed = overflowed;
        reportedLeftOut = leftOut;
    }

    ModelDirectory.@Nullable Named model() {
        return model;
    }

    /** Whether every source was read to its end at least once. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** What ended one of the threads; null while all is well. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    LiveWindows windows() {
        return windows;
    }

    @Override
    public void close() {
        stopped = true;
        readers.forEach(SourceReader::stop);
        mailbox.close();
        for (Thread thread : threads) {
            try {
                thread.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
