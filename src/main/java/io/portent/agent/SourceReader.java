package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.metrics.SourceMeter;
import io.portent.parse.FormatChoice;
import io.portent.parse.LineParser;
import io.portent.parse.ParseCounts;
import io.portent.pipeline.Losses;
import io.portent.source.LineSource;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source for as long as the agent lives, on a thread of its own. A source that fails is tried again: it must not
 * take the agent with it.
 */
final class SourceReader implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SourceReader.class);

    private static final int LINES_AT_ONCE = 500;
    private static final long POLL_MILLIS = 250;
    /** An event is held until the next begins, because its stack trace may follow; a file that is quiet for so long ends the wait. */
    private static final Duration QUIET = Duration.ofSeconds(1);
    /** The same where the whole source is quiet, for sources that do not say up to when they have been read. */
    private static final int QUIET_POLLS = 4;

    private static final int MOST_ANNOUNCED = 16;

    private final LineSource source;
    private final int lane;
    private final Mailbox mailbox;
    private final SourceMeter meter;
    private final BooleanSupplier counts;
    private final InstantSource clock;
    private final Semaphore woken = new Semaphore(0);
    private final Parsers parsers;

    private final List<LogEvent> complete = new ArrayList<>();
    private final Consumer<LogEvent> completed = complete::add;
    private final Consumer<LogEvent> dropped = this::held;
    private final Consumer<RawLine> line = this::line;
    private final List<Mailbox.Arrived> batch = new ArrayList<>();
    private volatile @Nullable Set<String> generations;
    private volatile boolean pausing;
    private volatile boolean paused;
    private volatile boolean stopped;
    private volatile boolean leaving;
    private volatile boolean emptying;
    /** Written once, before the thread ends. */
    private volatile Left left = Left.NOTHING;

    private Left told = Left.NOTHING;
    private SourceCounts counted = SourceCounts.NONE;
    private ParseCounts reported = new ParseCounts(0, 0, 0, 0);
    private @Nullable Instant newest;
    private Instant quietUpTo = Instant.MIN;
    private final Set<String> announced = new HashSet<>();
    private boolean failing;

    SourceReader(
            LineSource source,
            Supplier<LineParser> parsers,
            int lane,
            Mailbox mailbox,
            SourceMeter meter,
            BooleanSupplier counts,
            InstantSource clock) {
        this.source = source;
        this.parsers = new Parsers(parsers, source::followed);
        this.lane = lane;
        this.mailbox = mailbox;
        this.meter = meter;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public void run() {
        try (source) {
            int quiet = 0;
            boolean rested = true;
            while (!stopped) {
                Instant begun = clock.instant();
                int lines = read();
                quiet = lines > 0 ? 0 : rested ? quiet + 1 : quiet;
                if (quiet == QUIET_POLLS || (quiet == 1 && newest == null)) {
                    parsers.held(this::flush);
                }
                flushQuiet();
                deliver(lines, begun);
                rest();
                if (leaving && (lines == 0 || !emptying)) {
                    leave();
                    return;
                }
                rested = lines > 0 || !woken.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("closing source {} failed: {}", source.name(), e.getMessage());
        }
    }

    /** Whoever wakes it says why before. */
    private void rest() throws InterruptedException {
        while (pausing && !leaving && !stopped) {
            paused = true;
            woken.acquire();
        }
        paused = false;
    }

    /** Has it stop between two looks, until it is told to leave or to go on; where it waits, for room or for a disk, that takes time. */
    void pause() {
        paused = false;
        pausing = true;
        mailbox.pausing(lane, true);
        wake();
    }

    /** Whether it has stopped. */
    boolean isPaused() {
        return paused;
    }

    /** Ends the pause, if it is in one. */
    void goOn() {
        if (pausing) {
            pausing = false;
            mailbox.pausing(lane, false);
            wake();
        }
    }

    private void wake() {
        woken.release();
    }

    /** What is read again by a successor is not delivered by this one. */
    private void leave() throws InterruptedException {
        if (emptying) {
            parsers.held(this::flush); // whoever sends to the successor is another sender, also under the same name
        }
        Left now = parsers.leave(this::flush);
        put();
        meter();
        Set<String> followed = source.generations();
        List<FilePosition> alive = now.positions().stream()
                .filter(one -> followed.isEmpty() || followed.contains(one.generation()))
                .toList();
        left = told.and(new Left(alive, now.lines(), now.bytes(), now.held(), newest));
    }

    /** To be called before the start: where a former reader has come to, in some files perhaps for good, what it has told, and what it held. */
    void goOn(Left former) {
        former.positions().forEach(parsers::pass);
        told = former;
        newest = former.newest();
        former.held().forEach(line);
    }

    /**
     * Ends the reader between two lines, so that another reads on.
     *
     * @param empty whether first all is read that there is: of what takes nothing in any more, and cannot be read again
     */
    void leave(boolean empty) {
        emptying = empty;
        leaving = true;
        mailbox.leaving(lane);
        wake();
    }

    /** Of a reader that has left. */
    Left left() {
        return left;
    }

    private int read() {
        try {
            int lines = source.read(LINES_AT_ONCE, line);
            failing = false;
            source.remarks().forEach(remark -> log.warn("source {}: {}", source.name(), remark));
            return lines;
        } catch (IOException e) {
            if (!failing) {
                log.warn("source {} cannot be read, trying again: {}", source.name(), e.getMessage());
            }
            failing = true;
            return 0;
        }
    }

    private void line(RawLine line) {
        Parsers.Reading former = parsers.current();
        Parsers.Reading file = parsers.of(line.origin().file(), dropped);
        if (former != null && former != file && former.isSettled(QUIET)) {
            flush(former); // in a backlog, the next file may be hours later
        }
        LineParser parser = file.parser();
        ParseCounts counted = parser.counts();
        int choices = parser.choices();
        parser.accept(line, completed);
        if (parser.choices() > choices) {
            announce(line.origin().file(), parser.choice());
        }
        FilePosition before = file.after();
        if (before != null
                && line.after() != null
                && !before.generation().equals(line.after().generation())) {
            parsers.pass(before);
        }
        FilePosition upTo = upTo(line, before, parser);
        file.read(line, counted, upTo, !complete.isEmpty());
        for (int i = 0; i < complete.size(); i++) {
            boolean last = i == complete.size() - 1;
            batch.add(new Mailbox.Arrived(complete.get(i), line.arrival(), last ? upTo : null));
        }
        complete.clear();
    }

    /** Once for all files and senders of a source that write alike; not for ever, since a sender may change its format at will. */
    private void announce(String file, FormatChoice choice) {
        if (announced.size() < MOST_ANNOUNCED && announced.add(choice.format())) {
            log.info("source {} is read as {}, by {}", source.name(), choice, file);
        }
    }

    /** What the parser still holds may have begun before this line: then nothing is known to be counted any further. */
    private static @Nullable FilePosition upTo(RawLine line, @Nullable FilePosition before, LineParser parser) {
        Origin held = parser.heldFrom();
        if (held == null) {
            return line.after();
        }
        return held.equals(line.origin()) ? before : null;
    }

    /** Also while other files are busy: what waits until the whole source pauses comes too late for its window. */
    private void flushQuiet() {
        Instant upTo = source.readUpTo();
        if (upTo != null && !upTo.isBefore(quietUpTo)) {
            quietUpTo = upTo.plusMillis(POLL_MILLIS);
            parsers.heldSince(upTo.minus(QUIET), this::flush);
        }
    }

    private void flush(Parsers.Reading file) {
        file.parser().flush(completed);
        for (int i = 0; i < complete.size(); i++) {
            boolean last = i == complete.size() - 1;
            batch.add(new Mailbox.Arrived(complete.get(i), clock.instant(), last ? file.after() : null));
        }
        complete.clear();
    }

    private void held(LogEvent event) {
        batch.add(new Mailbox.Arrived(event, clock.instant(), null));
    }

    /** The files' generations that this source follows, as of the last turn; null before the first. */
    @Nullable
    Set<String> generations() {
        return generations;
    }

    /** What became of events that a reader had delivered. */
    static void tell(SourceMeter meter, Losses lost) {
        meter.late(lost.late());
        meter.future(lost.future());
        meter.dropped(lost.dropped());
        meter.withoutEntity(lost.withoutEntity());
    }

    private void put() throws InterruptedException {
        for (Mailbox.Arrived arrived : batch) {
            Instant time = arrived.event().time();
            newest = newest == null || time.isAfter(newest) ? time : newest;
        }
        mailbox.put(lane, batch);
        batch.clear();
    }

    private void deliver(int lines, Instant begun) throws InterruptedException {
        if (lines > 0) {
            mailbox.behind(lane);
        }
        put();
        if (lines == 0) {
            Set<String> followed = Set.copyOf(source.generations());
            generations = followed;
            parsers.retain(followed);
            mailbox.caughtUp(lane, parsers.holding() ? null : begun);
        }
        meter();
    }

    private void meter() {
        SourceCounts now = source.counts();
        SourceCounts fresh = now.since(counted);
        counted = now;
        ParseCounts parse = parsers.counts();
        ParseCounts before = reported;
        reported = parse;
        if (!counts.getAsBoolean()) {
            return;
        }
        ParseCounts lines = parse.since(before);
        meter.bytes(Math.max(0, fresh.bytes() - told.bytes()));
        meter.rotations(fresh.rotations());
        meter.truncations(fresh.truncations());
        meter.generationsMissed(fresh.generationsMissed());
        meter.longLines(fresh.longLines());
        meter.readFailures(fresh.failures());
        meter.unreadableFiles(source.unreadable());
        meter.parsed(Math.max(0, lines.parsed() - told.lines().parsed()));
        meter.unparsed(Math.max(0, lines.unparsed() - told.lines().unparsed()));
        meter.filtered(Math.max(0, lines.filtered() - told.lines().filtered()));
        told = told.without(lines, fresh.bytes());
        if (newest != null) {
            Duration lag = Duration.between(newest, clock.instant());
            meter.lag(lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    /** Ends the reader soon; {@link Mailbox#close} wakes it where it waits for room. */
    void stop() {
        stopped = true;
        wake();
    }
}
