package io.portent.agent;

import io.portent.event.LogEvent;
import io.portent.pipeline.EntityRule;
import io.portent.window.Seen;
import io.portent.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an engine notices of single events beside counting them: their lines, and that one is telling. Owned by the pipeline thread. */
final class Attention {
    private final EntityRule entities;
    private final LastLines lines;
    private @Nullable AtOnce atOnce;
    private @Nullable LogEvent telling;

    Attention(int examples, EntityRule entities) {
        this.entities = entities;
        this.lines = new LastLines(examples, entities);
    }

    /** To be called before the first event: who is told of telling ones. */
    void tell(AtOnce surprises) {
        atOnce = surprises;
    }

    LastLines lines() {
        return lines;
    }

    /** @param live whether it has just been written; what is read after a start is no news */
    void heard(Seen seen, boolean live) {
        lines.heard(seen);
        AtOnce surprises = atOnce;
        if (live && surprises != null && surprises.isTelling(seen)) {
            telling = seen.event();
        }
    }

    /**
     * The event that was heard last is counted.
     *
     * @param open gives an entity's windows that are not closed
     */
    void counted(Function<String, List<Window>> open) {
        LogEvent event = telling;
        AtOnce surprises = atOnce;
        telling = null;
        String entity = event == null ? null : entities.entityOf(event);
        if (event != null && entity != null && surprises != null) {
            Instant time = event.time();
            surprises.surprise(entity, time, () -> open.apply(entity));
        }
    }
}
