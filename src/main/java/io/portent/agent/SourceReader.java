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
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
    /** An event is held until the next begins, because its stack trace may follow; so many quiet polls end the wait. */
    private static final int QUIET_POLLS = 4;

    private final LineSource source;
    private final int lane;
    private final Mailbox mailbox;
    private final SourceMeter meter;
    private final BooleanSupplier counts;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Parsers parsers;

    private final ReadUpTo readUpTo = new ReadUpTo();
    private final List<LogEvent> complete = new ArrayList<>();
    private final List<Mailbox.Arrived> batch = new ArrayList<>();
    private volatile Set<String> generations = Set.of();
    private SourceCounts counted = SourceCounts.NONE;
    private ParseCounts reported = new ParseCounts(0, 0, 0, 0);
    private @Nullable Instant newest;
    private String announced = "";
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
            while (stop.getCount() > 0) {
                Instant begun = clock.instant();
                int lines = read();
                quiet = lines > 0 ? 0 : quiet + 1;
                if (quiet == QUIET_POLLS || (quiet == 1 && newest == null)) {
                    flush();
                }
                deliver(lines, begun);
                if (lines == 0) {
                    stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.warn("closing source {} failed: {}", source.name(), e.getMessage());
        }
    }

    private int read() {
        try {
            int lines = source.read(LINES_AT_ONCE, this::line);
            failing = false;
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
        String file = line.origin().file();
        LineParser parser = parsers.of(file, this::held);
        int choices = parser.choices();
        parser.accept(line, complete::add);
        if (parser.choices() > choices) {
            announce(file, parser.choice());
        }
        FilePosition before = readUpTo.last(file);
        if (line.after() != null) {
            readUpTo.read(file, line.after());
        }
        for (int i = 0; i < complete.size(); i++) {
            boolean last = i == complete.size() - 1;
            batch.add(new Mailbox.Arrived(complete.get(i), line.arrival(), last ? upTo(line, before, parser) : null));
        }
        complete.clear();
    }

    /** Once for all files of a source that are written alike. */
    private void announce(String file, FormatChoice choice) {
        if (!choice.format().equals(announced)) {
            announced = choice.format();
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

    private void flush() {
        parsers.flush(complete::add);
        for (int i = 0; i < complete.size(); i++) {
            LogEvent event = complete.get(i);
            String file = event.origin().file();
            boolean last = i == complete.size() - 1
                    || !complete.get(i + 1).origin().file().equals(file);
            batch.add(new Mailbox.Arrived(event, clock.instant(), last ? readUpTo.last(file) : null));
        }
        complete.clear();
    }

    private void held(LogEvent event) {
        batch.add(new Mailbox.Arrived(event, clock.instant(), null));
    }

    /** The files' generations that this source follows, as of the last turn; empty before the first. */
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

    private void deliver(int lines, Instant begun) throws InterruptedException {
        for (Mailbox.Arrived arrived : batch) {
            Instant time = arrived.event().time();
            newest = newest == null || time.isAfter(newest) ? time : newest;
        }
        if (lines > 0) {
            mailbox.behind(lane);
        }
        mailbox.put(lane, batch);
        batch.clear();
        if (lines == 0) {
            generations = Set.copyOf(source.generations());
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
        meter.bytes(fresh.bytes());
        meter.rotations(fresh.rotations());
        meter.truncations(fresh.truncations());
        meter.generationsMissed(fresh.generationsMissed());
        meter.longLines(fresh.longLines());
        meter.readFailures(fresh.failures());
        meter.parsed(parse.parsed() - before.parsed());
        meter.unparsed(parse.unparsed() - before.unparsed());
        meter.filtered(parse.filtered() - before.filtered());
        if (newest != null) {
            Duration lag = Duration.between(newest, clock.instant());
            meter.lag(lag.isNegative() ? Duration.ZERO : lag);
        }
    }

    /** Ends the reader soon; {@link Mailbox#close} wakes it where it waits for room. */
    void stop() {
        stop.countDown();
    }
}
