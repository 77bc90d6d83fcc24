package io.portent.store;

import io.portent.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads windows back, equal to those that were written. */
public interface WindowReader {
    /**
     * Windows that start within the span, one entity after the other, each entity's in the order of time, as of one moment:
     * what is written meanwhile is not seen.
     *
     * @param entity null: all
     */
    void windows(@Nullable String entity, TimeSpan span, Consumer<Window> out);

    /**
     * The windows of all entities as {@link #windows} gives them, to be gone through several times. The list never changes and
     * may be read after the store is closed. It may keep windows as they are stored, some 200 bytes each instead of 2,000,
     * and decode one whenever it is asked for it.
     */
    List<Window> list(TimeSpan span);

    /**
     * What the ids of templates stand for, in the order in which they were first told. Where several writers know one id,
     * it is there once for each of them.
     */
    List<StoredTemplate> templates();

    /** What there is of each entity, in no particular order. */
    List<Extent> extents();

    /**
     * @param first start of the first window
     * @param last start of the last one
     * @param windows at least 1
     */
    record Extent(String entity, Instant first, Instant last, long windows) {
        public Extent {
            if (windows < 1 || last.isBefore(first)) {
                throw new IllegalArgumentException(
                        "an extent has windows, was " + windows + " in " + first + " to " + last);
            }
        }
    }
}
