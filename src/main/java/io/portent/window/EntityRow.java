package io.portent.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One entity's row of windows: those that still wait, and where the row has come to. Not thread-safe; owned by the assembler. */
final class EntityRow {
    /** Of {@link #add}: the event's window is closed. */
    static final int LATE = -1;

    private final String entity;
    private final WindowSpec spec;
    private final WindowLimits limits;
    private final Consumer<Window> out;
    private final TreeMap<Instant, OpenWindow> open = new TreeMap<>();

    /** Start of the next window to come out; null between runs. */
    private @Nullable Instant next;

    /** The open window that took the last event: as is the rule, the next one is its, too. */
    private @Nullable OpenWindow latest;

    private int silent;

    EntityRow(String entity, WindowSpec spec, WindowLimits limits, Consumer<Window> out) {
        this.entity = entity;
        this.spec = spec;
        this.limits = limits;
        this.out = out;
    }

    /** Where another stood. */
    EntityRow(AssemblerState.Row row, WindowSpec spec, WindowLimits limits, Consumer<Window> out) {
        this(row.entity(), spec, limits, out);
        next = row.next();
        silent = row.silent();
    }

    /** Whether the event's window has taken an event before, so that nothing closes earlier by this one. */
    boolean hasOpen(Instant time) {
        OpenWindow before = latest;
        return before != null && before.holds(time);
    }

    /**
     * Counts an event.
     *
     * @param since the mark that had been set last when it came
     * @param now latest time of all; null: before the first event
     * @param floor windows that start earlier take nothing
     * @return how many of its keys were left out, or {@link #LATE}
     */
    int add(Seen seen, long since, @Nullable Instant now, Instant floor) {
        Instant time = seen.event().time();
        OpenWindow before = latest;
        if (before != null && before.holds(time)) {
            return before.add(seen, since);
        }
        Instant start = spec.startOf(time);
        if (start.isBefore(floor) || isOver(start, now)) {
            return LATE;
        }
        OpenWindow window = open.computeIfAbsent(start, from -> new OpenWindow(from, spec.length(), limits));
        latest = window;
        return window.add(seen, since);
    }

    private boolean isOver(Instant start, @Nullable Instant now) {
        if (next != null) {
            return start.isBefore(next);
        }
        return now != null && !start.plus(spec.length()).isAfter(now.minus(spec.lateness()));
    }

    /** When its next window closes. */
    Instant due() {
        Instant first = first();
        return first == null ? Instant.MAX : first.plus(spec.length()).plus(spec.lateness());
    }

    /** The window to come out next. Between runs, an earlier one may still open before this one closes. */
    private @Nullable Instant first() {
        return next != null ? next : open.isEmpty() ? null : open.firstKey();
    }

    void closeUntil(Instant closable) {
        for (Instant start = first();
                start != null && !start.plus(spec.length()).isAfter(closable);
                start = first()) {
            closeOne(start);
        }
    }

    private void closeOne(Instant start) {
        OpenWindow window = open.remove(start);
        latest = null;
        next = start.plus(spec.length());
        if (window != null) {
            silent = 0;
            out.accept(window.close(entity));
        } else if (++silent <= limits.silence()) {
            out.accept(Window.silent(entity, start, spec.length()));
        } else {
            silent = 0;
            next = null;
        }
    }

    /** Windows that are not closed, as they stand, up to the one of this time. */
    List<Window> soFar(Instant now) {
        List<Window> standing = new ArrayList<>();
        for (Instant start = first(); start != null && !start.isAfter(now); start = start.plus(spec.length())) {
            OpenWindow window = open.get(start);
            standing.add(window == null ? Window.silent(entity, start, spec.length()) : window.soFar(entity));
        }
        return standing;
    }

    /** Between runs, with nothing that waits: it is as if it had never been seen. */
    boolean isGone() {
        return next == null && open.isEmpty();
    }

    @Nullable
    Instant lastOpenEnd() {
        return open.isEmpty() ? null : open.lastKey().plus(spec.length());
    }

    /** The least mark of the events that wait. */
    long since() {
        long earliest = Long.MAX_VALUE;
        for (OpenWindow window : open.values()) {
            earliest = Math.min(earliest, window.since());
        }
        return earliest;
    }

    /** Null between runs. */
    AssemblerState.@Nullable Row state() {
        return next == null ? null : new AssemblerState.Row(entity, next, silent);
    }
}
