package io.portent.window;

import io.portent.event.LogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, EntityRow> entities = new LinkedHashMap<>();
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
        return later.getEpochSecond() - than.getEpochSecond() >= ahead.toSeconds() && later.isAfter(than.plus(ahead));
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
        EntityRow row = entities.get(entity);
        if (row == null && entities.size() >= limits.entities()) {
            dropped++;
            return;
        }
        count(row == null ? new EntityRow(entity, spec, limits, out) : row, one);
        Instant at = event.time();
        if (time == null || at.isAfter(time)) {
            moveTo(at);
        }
    }

    private void count(EntityRow row, Held one) {
        boolean opened = row.hasOpen(one.time());
        int without = row.add(recogniser.apply(one.event()), one.since(), time, floor);
        if (without == EntityRow.LATE) {
            late++;
            return;
        }
        windowed++;
        leftOut += without;
        if (!opened) {
            entities.putIfAbsent(one.entity(), row);
            closeBy(row.due());
        }
    }

    private void closeBy(Instant due) {
        nextClose = due.isBefore(nextClose) ? due : nextClose;
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
        for (EntityRow row : entities.values()) {
            row.closeUntil(closable);
            closeBy(row.due());
        }
        entities.values().removeIf(EntityRow::isGone);
    }

    /** Ends the history: closes every window that has begun, the last ones before their time. */
    public void finish() {
        held.sort(Comparator.comparing(Held::time));
        release();
        closeAll();
    }

    private void closeAll() {
        Instant end = null;
        for (EntityRow row : entities.values()) {
            Instant last = row.lastOpenEnd();
            end = last != null && (end == null || last.isAfter(end)) ? last : end;
        }
        if (end != null) {
            for (EntityRow row : entities.values()) {
                row.closeUntil(end);
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
        for (EntityRow row : entities.values()) {
            earliest = Math.min(earliest, row.since());
        }
        return earliest;
    }

    /** To go on from; what is open or held is not part of it. */
    public AssemblerState state() {
        List<AssemblerState.Row> rows = new ArrayList<>();
        for (EntityRow row : entities.values()) {
            AssemblerState.Row standing = row.state();
            if (standing != null) {
                rows.add(standing);
            }
        }
        return new AssemblerState(time, rows);
    }

    /** Goes on where another was; to be called before the first event. */
    public void resume(AssemblerState state) {
        time = state.time();
        for (AssemblerState.Row row : state.rows()) {
            EntityRow resumed = new EntityRow(row, spec, limits, out);
            entities.put(row.entity(), resumed);
            closeBy(resumed.due());
        }
    }

    /**
     * The entity's windows that are not closed yet, as they stand, up to the one of the latest time: those that wait for events that may
     * be late, and the one that goes on. Empty where the entity has none.
     */
    public List<Window> open(String entity) {
        EntityRow row = entities.get(entity);
        return row == null || time == null ? List.of() : row.soFar(time);
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
}
