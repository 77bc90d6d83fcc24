package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.event.LogEvent;
import io.portent.metrics.AgentMetrics;
import io.portent.parse.LineParser;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateTree;
import io.portent.pipeline.EntityRule;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.pipeline.LiveRecogniser;
import io.portent.pipeline.Losses;
import io.portent.pipeline.Translation;
import io.portent.pipeline.Vocabulary;
import io.portent.store.Checkpoint;
import io.portent.window.Seen;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From sources to live windows: a reader thread per source, and the one pipeline thread. It goes on where the store's last
 * checkpoint was, and gives every closed window to be kept.
 */
final class Engine implements AutoCloseable {
    private static final long IDLE_MILLIS = 200;
    /** While there is backlog, windows are kept by the hundred; else as they close. */
    private static final int KEPT_AT_ONCE = 500;

    private static final long KEPT_AFTER = Duration.ofSeconds(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AgentConfig config;
    private final Intake intake;
    private final InstantSource clock;
    private final EngineMeter meter;
    private final Mailbox mailbox;
    private final EventPipeline pipeline;
    /** What the ids in windows stand for. Written by the pipeline thread. */
    private final Map<String, Template> meanings = new ConcurrentHashMap<>();

    private final Vocabulary vocabulary;
    private final LiveRecogniser recogniser;
    private final Checkpoints checkpoints;
    private final BiConsumer<Engine, Checkpoint> keep;
    private final BiConsumer<Engine, Window> closed;
    private final LiveWindows windows;
    private final Attention attention;
    private final Past past;
    private final Readers readers;
    private final Thread thread = new Thread(this::work, "pipeline");
    private final Adoption adoption = new Adoption(PATIENCE);
    private Translation translation;
    private ModelDirectory.@Nullable Named model;
    private Instant countedByFormer = Memos.NEVER;
    private long kept = System.nanoTime();
    /** How often sources have begun to be read, and how often they had at the last moment when all was read. */
    private volatile int begun;

    private volatile int caughtUpWith = -1;
    private volatile Instant takenUpTo = Instant.MIN;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /** For sources that are files. */
    Engine(
            AgentConfig config,
            ModelDirectory.@Nullable Named model,
            InstantSource clock,
            AgentMetrics metrics,
            Past past,
            BiConsumer<Engine, Checkpoint> keep,
            BiConsumer<Engine, Window> closed) {
        this(config, model, clock, metrics, past, Intake.NONE, keep, closed);
    }

    /**
     * @param past where to go on
     * @param intake where lines are sent to; started and closed by others
     * @param keep takes checkpoints over; must not wait
     * @param closed told every window that closes, as the serving model reads it; must not wait
     */
    Engine(
            AgentConfig config,
            ModelDirectory.@Nullable Named model,
            InstantSource clock,
            AgentMetrics metrics,
            Past past,
            Intake intake,
            BiConsumer<Engine, Checkpoint> keep,
            BiConsumer<Engine, Window> closed) {
        this.config = config;
        this.intake = intake;
        this.model = model;
        this.clock = clock;
        this.meter = new EngineMeter(metrics);
        this.keep = keep;
        this.closed = closed;
        this.past = past;
        this.mailbox = new Mailbox(0);
        this.readers = new Readers(mailbox, this::reader, error -> failure = error);
        this.windows = new LiveWindows(config.forecast().dataWindow());
        past.told().forEach(template -> meanings.putIfAbsent(template.id(), template));
        this.vocabulary = new Vocabulary(Settings.miner(config), past.templates(), meanings);
        this.recogniser = new LiveRecogniser(vocabulary, frozen(model));
        this.translation = new Translation(templates(model), meanings::get);
        meter.serves(templates(model).templates().size());
        EntityRule entities = Settings.entities(config);
        this.attention = new Attention(config.limits().examples(), entities);
        this.pipeline =
                new EventPipeline(config.window(), Settings.windowLimits(config), entities, this::see, this::closed);
        goOn(past);
        this.checkpoints =
                new Checkpoints(past.writer(), past.resume(), past.memos().counted(), pipeline, recogniser);
        checkpoints.tell(vocabulary.adopt(templates(model)));
        config.sources().forEach(readers::add);
    }

    private void goOn(Past past) {
        pipeline.resume(past.memos().windows());
        recogniser.resume(past.memos().novelty());
        if (past.memos().model().equals(version())) {
            countedByFormer = past.memos().adopted();
            past.windows().forEach(window -> windows.restore(byServing(window)));
        } else {
            countedByFormer = upToNow();
            past.windows().forEach(window -> windows.restore(translation.of(window)));
        }
    }

    private Instant upToNow() {
        Instant time = pipeline.time();
        return time == null ? Memos.NEVER : time;
    }

    private String version() {
        return model == null ? "" : model.version();
    }

    private TemplateTree templates(ModelDirectory.@Nullable Named of) {
        return of == null
                ? TemplateTree.of(Settings.miner(config), List.of())
                : of.bundle().templates();
    }

    private FrozenRecogniser frozen(ModelDirectory.@Nullable Named of) {
        return new FrozenRecogniser(
                templates(of),
                of == null ? new SlotTable(Map.of()) : of.bundle().slots(),
                Lookback.memory(config.window(), config.forecast().dataWindow()));
    }

    private SourceReader reader(SourceConfig source, @Nullable Left former, int lane) {
        Left left = former == null ? Left.at(past.positions(source.name())) : former;
        SourceReader reader = new SourceReader(
                SourceInputs.open(source, config.limits().lineBytes(), notBefore(), left.positions(), intake, clock),
                () -> new LineParser(source.format(), source.multiline()),
                lane,
                mailbox,
                meter.source(source.name()),
                meter::counts,
                clock);
        reader.goOn(left);
        return reader;
    }

    /** Files that were last written long before what is counted now hold nothing that still could be. */
    private Instant notBefore() {
        Instant upTo = takenUpTo;
        return upTo.isAfter(past.notBefore().plus(Past.SLACK)) ? upTo.minus(Past.SLACK) : past.notBefore();
    }

    /**
     * A source that cannot be exchanged at this moment, since its reader waits for something; null where all can. Takes some time. The readers of
     * sources to be exchanged pause from then on, until {@link #change} or {@link #goOn}.
     */
    @Nullable
    String holding(List<SourceConfig> next) throws InterruptedException {
        return readers.holding(next, PATIENCE);
    }

    /** Whatever has come of it: readers that pause read on. */
    void goOn() {
        readers.goOn();
    }

    /**
     * Reads these sources from now on; those that are the same are read on. Waits for readers that end, and not for what they have read to be
     * counted.
     *
     * @param closed sources that take nothing in any more where they did
     */
    void change(List<SourceConfig> next, Set<String> closed) throws InterruptedException {
        if (readers.change(next, closed)) {
            int sources = begun + 1; // no other thread writes it
            begun = sources; // after they were added: who sees this number sees that they have not been read
        }
        meter.retain(next.stream().map(SourceConfig::name).collect(Collectors.toSet()));
    }

    /** From now on what is read counts in the metrics: a successor has read lines that its predecessor counted. */
    void count() {
        meter.count();
    }

    void start() {
        readers.start();
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, error) -> failure = error);
        thread.start();
    }

    private void work() {
        try {
            while (!stopped) {
                Mailbox.Arrived arrived = mailbox.take(IDLE_MILLIS);
                adoption.answer(this::serve);
                int sources = begun;
                Instant upTo = arrived == null ? mailbox.takenUpTo() : null;
                if (arrived != null) {
                    accept(arrived);
                    keepIf(checkpoints.waiting() >= KEPT_AT_ONCE || System.nanoTime() - kept >= KEPT_AFTER);
                } else if (upTo != null) {
                    pipeline.advanceTo(upTo);
                    readers.generations(checkpoints::retain);
                    keepIf(true);
                    meter.report(recogniser.model(), pipeline);
                    takenUpTo = upTo;
                    caughtUpWith = sources;
                }
            }
            keepIf(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Mailbox.Arrived arrived) {
        String source = arrived.event().origin().source();
        Losses before = pipeline.losses();
        pipeline.accept(arrived.event(), arrived.arrival());
        Losses lost = pipeline.losses().since(before);
        boolean first = intake.has(source) || checkpoints.consumed(source, arrived.after());
        if (first && lost.any()) {
            meter.lost(source, lost);
        }
        attention.counted(this::open);
    }

    /** To be called before the start: who is told of lines that are telling. */
    void tell(AtOnce surprises) {
        attention.tell(surprises);
    }

    private Seen see(LogEvent event) {
        Seen seen = recogniser.see(event);
        attention.heard(seen, caughtUp());
        return seen;
    }

    private List<Window> open(String entity) {
        return pipeline.open(entity).stream().map(this::byServing).toList();
    }

    private void closed(Window window) {
        checkpoints.closed(window);
        Window read = byServing(window);
        windows.add(read);
        closed.accept(this, read);
    }

    private Window byServing(Window window) {
        return window.start().isAfter(countedByFormer) ? window : translation.of(window);
    }

    private void keepIf(boolean due) {
        if (due && checkpoints.waiting() > 0) {
            keep.accept(this, checkpoints.take(version(), countedByFormer, vocabulary.changes()));
            kept = System.nanoTime();
        }
    }

    /**
     * Lets another model recognise from the next event on, and reads the last windows as it would. Nothing is read again,
     * so what it alone would have told apart within the last data window stays together.
     *
     * @return false if the pipeline did not come to it in time
     */
    boolean adopt(ModelDirectory.Named next) {
        return adoption.ask(next);
    }

    private void serve(ModelDirectory.Named next) {
        keepIf(true);
        meter.report(recogniser.model(), pipeline);
        model = next;
        TemplateTree templates = templates(next);
        meter.serves(templates.templates().size());
        recogniser.adopt(frozen(next));
        checkpoints.tell(vocabulary.adopt(templates));
        countedByFormer = upToNow();
        translation = new Translation(templates, meanings::get);
        windows.replaceAll(translation::of);
    }

    /** Whether every source was read to its end at least once. Thread-safe. */
    boolean caughtUp() {
        return caughtUpWith == begun;
    }

    /** Time has come at least so far without any line: all that had been written by then is counted. */
    Instant takenUpTo() {
        return takenUpTo;
    }

    /** What ended one of the threads; null while all is well. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** What a template's id stands for; null where it is not known. Thread-safe. */
    @Nullable
    Template meaning(String id) {
        return meanings.get(id);
    }

    LastLines lines() {
        return attention.lines();
    }

    LiveWindows windows() {
        return windows;
    }

    @Override
    public void close() {
        stopped = true;
        readers.stop();
        mailbox.close();
        readers.close();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
