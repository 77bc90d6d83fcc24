package io.portent.simulate;

import ch.qos.logback.classic.Level;
import io.portent.health.HealthState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Thirty days without log files, simulated once for all tests: what was injected, what was labelled, and what was logged when. */
final class Month {
    static final int DAYS = 30;
    static final int MINUTES = DAYS * 1_440;

    private static final Map<Long, Month> MONTHS = new ConcurrentHashMap<>();

    /** The lines in which each kind of fault announces itself. */
    private static final Map<FaultKind, Set<Line>> SIGNS = Map.of(
            FaultKind.CONNECTION_LEAK, Set.of(SystemLine.LEAK_SUSPECT, SystemLine.POOL_TIGHT, SystemLine.POOL_WAIT),
            FaultKind.HEAP_LEAK, Set.of(SystemLine.GC_MIXED, SystemLine.HEAP_HIGH, SystemLine.GC_FULL),
            FaultKind.DISK_FILLING, Set.of(SystemLine.DISK_HIGH, SystemLine.DISK_VERY_HIGH, SystemLine.DISK_CRITICAL),
            FaultKind.UPSTREAM_BROWNOUT, Set.of(OrderLine.CALL_SLOW, OrderLine.CALL_TIMED_OUT),
            FaultKind.SLOW_QUERY, Set.of(SystemLine.SLOW_QUERY));

    private final World world;
    private final int[] alarming = new int[MINUTES + 1];
    private final Map<FaultKind, int[]> signs = new EnumMap<>(FaultKind.class);
    private final long start = SimulationSpec.DEFAULT_START.toEpochMilli();
    private long lines;

    private Month(long seed) {
        SIGNS.keySet().forEach(kind -> signs.put(kind, new int[MINUTES + 1]));
        world = new World(
                new SimulationSpec(SimulationSpec.DEFAULT_START, DAYS, seed),
                (at, line, thread, arguments, thrown) -> count((int) ((at - start) / 60_000), line));
    }

    static Month of(long seed) {
        return MONTHS.computeIfAbsent(seed, each -> {
            Month month = new Month(each);
            month.world.run(hour -> {});
            return month;
        });
    }

    private void count(int minute, Line line) {
        lines++;
        if (line.level().isGreaterOrEqual(Level.WARN)) {
            alarming[minute]++;
        }
        SIGNS.forEach((kind, its) -> {
            if (its.contains(line)) {
                counts(kind)[minute]++;
            }
        });
    }

    private int[] counts(FaultKind kind) {
        return signs.computeIfAbsent(kind, each -> new int[MINUTES + 1]);
    }

    World world() {
        return world;
    }

    long lines() {
        return lines;
    }

    List<SloMonitor.Interval> intervals() {
        return world.shop().slo.intervals();
    }

    List<FaultInjector.Injected> faults() {
        return world.faults().past();
    }

    /** Warnings and errors. */
    int alarmingIn(long fromMinute, long minutes) {
        return sum(alarming, fromMinute, minutes);
    }

    int signsIn(FaultKind kind, long fromMinute, long minutes) {
        return sum(counts(kind), fromMinute, minutes);
    }

    private static int sum(int[] counts, long fromMinute, long minutes) {
        return IntStream.range(0, (int) minutes)
                .map(i -> counts[(int) fromMinute + i])
                .sum();
    }

    /** The first minutes of all spans of so many minutes, end to end, that see neither fault nor incident; look-alikes they see. */
    List<Integer> calmSpans(int minutes) {
        List<Integer> spans = new ArrayList<>();
        for (int at = 0; at + minutes <= MINUTES; at += minutes) {
            if (calm(at * 60_000L, (at + minutes) * 60_000L)) {
                spans.add(at);
            }
        }
        return spans;
    }

    private boolean calm(long from, long to) {
        return faults().stream().noneMatch(f -> f.start() < to && f.end() > from)
                && intervals().stream().noneMatch(i -> i.start() < to && i.end() > from);
    }

    /** The first interval, at least as bad as this, that began while the fault lasted: its minute, or -1. */
    int onset(FaultInjector.Injected fault, HealthState atLeast) {
        return intervals().stream()
                .filter(i -> i.state().atLeast(atLeast) && i.start() >= fault.start() && i.start() < fault.end())
                .mapToInt(i -> (int) (i.start() / 60_000))
                .findFirst()
                .orElse(-1);
    }
}
