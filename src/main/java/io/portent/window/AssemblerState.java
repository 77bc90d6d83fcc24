package io.portent.window;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an assembler knows beside its open windows. With this another goes on as it would have, once it is given again the
 * events that those windows had seen. Only where there were more entities than allowed it may choose others of them.
 *
 * @param time null before the first event
 * @param rows of entities within a run
 */
public record AssemblerState(@Nullable Instant time, List<Row> rows) {
    public AssemblerState {
        rows = List.copyOf(rows);
    }

    /**
     * One entity's row of windows.
     *
     * @param next start of the next window to come out
     * @param silent empty windows that came out last
     */
    public record Row(String entity, Instant next, int silent) {}
}
