package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.metrics.AgentMetrics;
import io.portent.parse.Template;
import io.portent.store.Checkpoint;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.window.Window;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine that reads, and what it begins from. Where the recorder has fallen behind (the store was away at the start, or
 * for too long), a second engine reads on from where the store stands; the first forecasts until that one has caught up.
 * Not thread-safe; owned by the predictor's thread.
 */
final class Reading implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reading.class);

    private AgentConfig config;
    private final Intake intake;
    private final InstantSource clock;
    private final AgentMetrics metrics;
    private final Recorder recorder;
    private final Consumer<Window> closed;
    private final AtOnce atOnce;
    private final String writer;
    private final Object turn = new Object();
    /** Written by the thread that forecasts; whoever shows whether the agent is ready asks it, too. */
    private volatile @Nullable Engine engine;

    private @Nullable Engine successor;
    private boolean failed;

    /** The engine whose windows are kept and told: the first one's stop when its successor begins. */
    private volatile @Nullable Engine speaking;

    Reading(
            AgentConfig config,
            InstantSource clock,
            AgentMetrics metrics,
            Intake intake,
            Recorder recorder,
            Consumer<Window> closed,
            AtOnce atOnce) {
        this.config = config;
        this.intake = intake;
        this.clock = clock;
        this.metrics = metrics;
        this.recorder = recorder;
        this.closed = closed;
        this.atOnce = atOnce;
        this.writer = config.store().writer();
    }

    /** Finds out where to go on. */
    void begin(ModelDirectory.@Nullable Named champion) {
        Engine first = engine(champion, past());
        engine = first;
        speaking = first;
    }

    /** Reads from there. */
    void start() {
        current().count();
        current().start();
    }

    /** What a template's id in a window that is told stands for; null where it is not known. Thread-safe. */
    @Nullable
    String text(String id) {
        Engine reads = speaking;
        Template meaning = reads == null ? null : reads.meaning(id);
        return meaning == null ? null : meaning.text();
    }

    private Past past() {
        Store store = recorder.store();
        if (store != null) {
            try {
                return Past.of(store, writer, config, clock.instant());
            } catch (StoreException e) {
                recorder.lost();
                log.error("the store does not say where to go on, the last logs are read again: {}", e.getMessage());
            }
        }
        return Past.none(writer, config, clock.instant());
    }

    private Engine engine(ModelDirectory.@Nullable Named champion, Past past) {
        Engine fresh = new Engine(config, champion, clock, metrics, past, intake, this::keep, this::told);
        fresh.tell(atOnce);
        return fresh;
    }

    /** Never while the turn passes: a checkpoint beyond the past that the next one begins from would leave a hole behind it. */
    private void keep(Engine engine, Checkpoint checkpoint) {
        synchronized (turn) {
            if (speaking == engine) {
                recorder.checkpoint(checkpoint);
            }
        }
    }

    private void told(Engine engine, Window window) {
        if (speaking == engine) {
            closed.accept(window);
        }
    }

    /** The one that forecasts are made from. */
    Engine current() {
        return Objects.requireNonNull(engine, "started");
    }

    /** Looks whether a successor is needed, or ready. */
    void follow(ModelDirectory.@Nullable Named champion) {
        Engine next = successor;
        if (next == null && recorder.behind()) {
            succeed(champion);
        } else if (next != null && next.caughtUp()) {
            next.count();
            current().close();
            engine = next;
            successor = null;
        }
    }

    private void succeed(ModelDirectory.@Nullable Named champion) {
        Store store = recorder.store();
        if (store == null) {
            return; // it was closed again meanwhile
        }
        try {
            Past past = Past.of(store, writer, config, clock.instant());
            Engine next = engine(champion, past);
            synchronized (turn) {
                speaking = next;
                recorder.caughtUp();
            }
            next.start();
            successor = next;
            failed = false;
        } catch (StoreException e) {
            if (!failed) {
                log.error("the store does not say where to go on: {}", e.getMessage());
            }
            failed = true;
        }
    }

    /** Whether one engine alone reads. */
    boolean isSettled() {
        return successor == null;
    }

    /**
     * Reads the sources of this configuration from now on. To be called while {@link #isSettled} says so.
     *
     * @param closed sources that take nothing in any more where they did
     */
    void change(AgentConfig next, Set<String> closed) throws InterruptedException {
        List<String> before = config.sources().stream().map(SourceConfig::name).toList();
        config = next;
        current().change(next.sources(), closed);
        for (String name : before) {
            if (next.sources().stream().noneMatch(source -> source.name().equals(name))) {
                metrics.noSource(name);
            }
        }
    }

    /** Lets the engine recognise by another model. False: not now. */
    boolean adopt(ModelDirectory.Named model) {
        return successor == null && current().adopt(model);
    }

    @Override
    public void close() {
        Engine next = successor;
        if (next != null) {
            next.close();
        }
        Engine last = engine;
        if (last != null) {
            last.close();
        }
    }
}
