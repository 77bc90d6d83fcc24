package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.window.AssemblerState;
import io.portent.window.Window;
import io.portent.window.WindowAssembler;
import io.portent.window.WindowCounts;
import io.portent.window.WindowLimits;
import io.portent.window.WindowSpec;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events to closed windows; the same for a history and for the live stream. Not thread-safe: one thread feeds it.
 *
 * <pre>
 *   event -> entity -> template -> window      events = without entity + what the windows count
 * </pre>
 */
public final class EventPipeline {
    private final EntityRule entities;
    private final WindowAssembler windows;
    private long withoutEntity;

    public EventPipeline(
            WindowSpec spec, WindowLimits limits, EntityRule entities, Recogniser recogniser, Consumer<Window> closed) {
        this.entities = entities;
        this.windows = new WindowAssembler(spec, limits, recogniser::see, closed);
    }

    /** @param arrival wall-clock time at which the event was read */
    public void accept(LogEvent event, Instant arrival) {
        String entity = entities.entityOf(event);
        if (entity == null) {
            withoutEntity++;
            return;
        }
        windows.accept(entity, event, arrival);
    }

    /** See {@link WindowAssembler#advanceTo}. */
    public void advanceTo(Instant clock) {
        windows.advanceTo(clock);
    }

    /** See {@link WindowAssembler#finish}. */
    public void finish() {
        windows.finish();
    }

    /** See {@link WindowAssembler#open}. */
    public List<Window> open(String entity) {
        return windows.open(entity);
    }

    /** See {@link WindowAssembler#mark}. */
    public long mark() {
        return windows.mark();
    }

    /** See {@link WindowAssembler#replayFrom}. */
    public long replayFrom() {
        return windows.replayFrom();
    }

    /** See {@link WindowAssembler#state}. */
    public AssemblerState state() {
        return windows.state();
    }

    /** See {@link WindowAssembler#resume}. */
    public void resume(AssemblerState state) {
        windows.resume(state);
    }

    /** The latest event or clock time; null before the first. */
    public @Nullable Instant time() {
        return windows.time();
    }

    /** Events that lacked the field which names the entity. */
    public long withoutEntity() {
        return withoutEntity;
    }

    /** Events that reached no window; those held back are not among them. */
    public Losses losses() {
        WindowCounts counts = windows.counts();
        return new Losses(counts.late(), counts.future(), counts.dropped(), withoutEntity);
    }

    /** See {@link WindowAssembler#leftOut}. */
    public long leftOut() {
        return windows.leftOut();
    }

    public WindowCounts counts() {
        return windows.counts();
    }
}
