package io.portent.window;

import io.portent.event.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events in, closed windows out. Not thread-safe; owned by the pipeline thread.
 *
 * <p>Time is the latest event time seen, over all entities, or what {@link #advanceTo} says if that is later. A window
 * closes once time has passed its end by the lateness; each entity's windows come out in order and without holes, until
 * the entity has been silent for {@link WindowLimits#silence} windows. Its next event then starts a new run.
 *
 * <p>One line with a wrong date must not close every window before it: an event further ahead than
 * {@link WindowLimits#jump} is held back until {@value #WITNESSES} in a row agree or the clock gets there. At the
 * beginning, when there is nothing to be ahead of, time begins where {@value #WITNESSES} of the first few events agree.
 *
 * <p>Where logs and clock were ahead together, witnesses agree on a time that is wrong, and once the clock is right again
 * everything would be late, for years perhaps. So time that is far ahead of an event's arrival begins anew: it can have got there
 * only by a clock that has been set back since. What had been counted before the clock went ahead is not counted again.
 */
public final class WindowAssembler {
    /** How far an event may be ahead of its own arrival: clocks of two machines differ by seconds, not hours. */
    public static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /** Clearly more than that. */
    private static final Duration SET_BACK = CLOCK_SKEW.multipliedBy(2);

    private static final int WITNESSES = 3;
    /** Of so many there are enough witnesses for one time, unless most are wrong. */
    private static final int MOST_UNDECIDED = 2 * WITNESSES - 2;

    private final WindowSpec spec;
    private final WindowLimits limits;
    private final Function<LogEvent, Seen> recogniser;
    private final Consumer<Window> out;
    private final Duration jump;
    private final Map<String, EntityWindows> entities = new LinkedHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private @Nullable Instant time;
    /** Where time was before it last leapt by more than clocks may differ; null: it never did. */
    private @Nullable Instant beforeLeap;
    /** Windows that start earlier were closed before a clock went ahead. */
    private Instant floor = Instant.MIN;

    private Instant nextClose = Instant.MAX;
    private long events;
    private long windowed;
    private long late;
    private long future;
    private long dropped;
    private long leftOut;
    private long marks;

    /** @param since the mark that had been set last when it came */
    private record Held(String entity, LogEvent event, long since) {
        Instant time() {
            return event.time();
        }
    }

    /** @param recogniser sees the events that reach a window, in that order: what it learns, no wrong date has taught it */
    public WindowAssembler(
            WindowSpec spec, WindowLimits limits, Function<LogEvent, Seen> recogniser, Consumer<Window> out) {
        this.spec = spec;
        this.limits = limits;
        this.recogniser = recogniser;
        this.out = out;
        this.jump = limits.jump(spec);
    }

    /** @param arrival wall-clock time at which the event's line was read */
    public void accept(String entity, LogEvent event, Instant arrival) {
        events++;
        Instant at = event.time();
        if (isFurther(at, arrival, CLOCK_SKEW)) {
            future++;
            return;
        }
        if (time != null && isFurther(time, arrival, SET_BACK)) {
            beginAnew(arrival);
        }
        if (time == null) {
            begin(new Held(entity, event, marks));
        } else if (isFurther(at, time, jump)) {
            hold(new Held(entity, event, marks));
        } else {
            late += held.size();
            held.clear();
            place(new Held(entity, event, marks));
        }
    }

    /** Asked several times for each event, and nearly always told by the seconds alone. */
    private static boolean isFurther(Instant later, Instant than, Duration ahead) {
        return later.getEpochSecond() > than.getEpochSecond() && later.isAfter(than.plus(ahead));
    }

    private void beginAnew(Instant arrival) {
        late += held.size();
        held.clear();
        closeAll();
        entities.clear();
        boolean credible = beforeLeap != null && !beforeLeap.isAfter(arrival.plus(CLOCK_SKEW));
        floor = beforeLeap != null && credible ? spec.startOf(beforeLeap).plus(spec.length()) : Instant.MIN;
        time = null;
        nextClose = Instant.MAX;
    }

    /** Those that disagree with the first witnesses count as late, wherever they stand: nothing tells where they belong. */
    private void begin(Held candidate) {
        held.add(candidate);
        if (held.stream().filter(other -> agree(other, candidate)).count() >= WITNESSES) {
            dropUnlessAgreeing(candidate);
            release();
        } else if (held.size() > MOST_UNDECIDED) {
            held.remove(0);
            late++;
        }
    }

    private void hold(Held candidate) {
        dropUnlessAgreeing(candidate);
        held.add(candidate);
        if (held.size() >= WITNESSES) {
            release();
        }
    }

    private void dropUnlessAgreeing(Held candidate) {
        int before = held.size();
        held.removeIf(other -> !agree(other, candidate));
        late += before - held.size();
    }

    private boolean agree(Held one, Held other) {
        Duration apart = Duration.between(one.time(), other.time()).abs();
        return apart.compareTo(jump) <= 0;
    }

    private void release() {
        List<Held> confirmed = List.copyOf(held);
        held.clear();
        confirmed.forEach(this::place);
    }

    private void place(Held one) {
        String entity = one.entity();
        LogEvent event = one.event();
        EntityWindows windows = entities.get(entity);
        if (windows == null && entities.size() >= limits.entities()) {
            dropped++;
            return;
        }
        windows = windows == null ? new EntityWindows(entity) : windows;
        if (windows.add(recogniser.apply(event), one.since())) {
            windowed++;
            entities.putIfAbsent(entity, windows);
        } else {
            late++;
        }
        Instant at = event.time();
        if (time == null || at.isAfter(time)) {
            moveTo(at);
        }
    }

    /**
     * Lets the clock close windows where no event does.
     *
     * @param clock a time before which all that was written has been given: what comes with an earlier one is late
     */
    public void advanceTo(Instant clock) {
        held.removeIf(one -> {
            boolean confirmed = !one.time().isAfter(clock);
            if (confirmed) {
                place(one);
            }
            return confirmed;
        });
        if (time != null && clock.isAfter(time)) {
            moveTo(clock);
        }
    }

    private void moveTo(Instant to) {
        if (time != null && isFurther(to, time, CLOCK_SKEW)) {
            beforeLeap = time;
        }
        time = to;
        if (to.isBefore(nextClose)) {
            return;
        }
        Instant closable = to.minus(spec.lateness());
        nextClose = Instant.MAX;
        for (EntityWindows windows : entities.values()) {
            windows.closeUntil(closable);
            windows.scheduleClose();
        }
        entities.values().removeIf(EntityWindows::gone);
    }

    /** Ends the history: closes every window that has begun, the last ones before their time. */
    public void finish() {
        held.sort(Comparator.comparing(Held::time));
        release();
        closeAll();
    }

    private void closeAll() {
        Instant end = null;
        for (EntityWindows windows : entities.values()) {
            Instant last = windows.lastOpenEnd();
            end = last != null && (end == null || last.isAfter(end)) ? last : end;
        }
        if (end != null) {
            for (EntityWindows windows : entities.values()) {
                windows.closeUntil(end);
            }
        }
    }

    /** Marks this moment, between two events. Returns the mark's number, one more than that of the last. */
    public long mark() {
        return ++marks;
    }

    /**
     * The latest mark from which on events must be given again to whom goes on from {@link #state()}: nothing that is open
     * or held now had come before it. 0: there is none such.
     */
    public long replayFrom() {
        long earliest = marks;
        for (Held one : held) {
            earliest = Math.min(earliest, one.since());
        }
        for (EntityWindows windows : entities.values()) {
            for (OpenWindow window : windows.open.values()) {
                earliest = Math.min(earliest, window.since());
            }
        }
        return earliest;
    }

    /** To go on from; what is open or held is not part of it. */
    public AssemblerState state() {
        List<AssemblerState.Row> rows = new ArrayList<>();
        entities.forEach((entity, windows) -> {
            Instant next = windows.next;
            if (next != null) {
                rows.add(new AssemblerState.Row(entity, next, windows.silent));
            }
        });
        return new AssemblerState(time, rows);
    }

    /** Goes on where another was; to be called before the first event. */
    public void resume(AssemblerState state) {
        time = state.time();
        for (AssemblerState.Row row : state.rows()) {
            EntityWindows windows = new EntityWindows(row.entity());
            windows.next = row.next();
            windows.silent = row.silent();
            entities.put(row.entity(), windows);
            windows.scheduleClose();
        }
    }

    /**
     * The entity's windows that are not closed yet, as they stand, up to the one of the latest time: those that wait for events that may
     * be late, and the one that goes on. Empty where the entity has none.
     */
    public List<Window> open(String entity) {
        EntityWindows windows = entities.get(entity);
        return windows == null ? List.of() : windows.soFar();
    }

    /** The latest event (or clock) time; null before the first event. */
    public @Nullable Instant time() {
        return time;
    }

    /** Templates, values, exceptions and fields that were left out of a window which held as many as allowed. */
    public long leftOut() {
        return leftOut;
    }

    public WindowCounts counts() {
        return new WindowCounts(events, windowed, late, future, dropped, held.size());
    }

    /** One entity's row of windows: those that still wait, and where the row has come to. */
    private final class EntityWindows {
        private final String entity;
        private final TreeMap<Instant, OpenWindow> open = new TreeMap<>();
        /** Start of the next window to come out; null between runs. */
        private @Nullable Instant next;

        /** The open window that took the last event: as is the rule, the next one is its, too. */
        private @Nullable OpenWindow latest;

        private int silent;

        EntityWindows(String entity) {
            this.entity = entity;
        }

        boolean add(Seen seen, long since) {
            OpenWindow before = latest;
            if (before != null && before.holds(seen.event().time())) {
                leftOut += before.add(seen, since);
                return true;
            }
            Instant start = spec.startOf(seen.event().time());
            if (start.isBefore(floor)) {
                return false;
            }
            Instant closed = time == null ? Instant.MIN : time.minus(spec.lateness());
            if (next == null ? !start.plus(spec.length()).isAfter(closed) : start.isBefore(next)) {
                return false;
            }
            OpenWindow window = open.get(start);
            if (window == null) {
                window = new OpenWindow(start, spec.length(), limits);
                open.put(start, window);
                scheduleClose();
            }
            latest = window;
            leftOut += window.add(seen, since);
            return true;
        }

        void scheduleClose() {
            Instant first = first();
            if (first != null) {
                Instant due = first.plus(spec.length()).plus(spec.lateness());
                nextClose = due.isBefore(nextClose) ? due : nextClose;
            }
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

        List<Window> soFar() {
            List<Window> standing = new ArrayList<>();
            Instant now = time;
            for (Instant start = first();
                    start != null && now != null && !start.isAfter(now);
                    start = start.plus(spec.length())) {
                OpenWindow window = open.get(start);
                standing.add(window == null ? Window.silent(entity, start, spec.length()) : window.soFar(entity));
            }
            return standing;
        }

        /** Between runs, with nothing that waits: it is as if it had never been seen. */
        boolean gone() {
            return next == null && open.isEmpty();
        }

        @Nullable
        Instant lastOpenEnd() {
            return open.isEmpty() ? null : open.lastKey().plus(spec.length());
        }
    }
}
