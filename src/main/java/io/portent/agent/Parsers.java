package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.parse.LineParser;
import io.portent.parse.ParseCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A parser for each file of a source: lines of two files that are read in turns must not be joined. Those of files that have
 * gone are dropped now and then, since a service with dated file names makes new ones for ever; what they counted stays. Not
 * thread-safe; owned by the reader.
 */
final class Parsers {
    /** Below it nothing is looked at; above, only when their number has doubled: so each costs a constant. */
    private static final int FEW = 64;

    /** Of files that still lie there those are dropped that were longest without a line, and find their format again. */
    private static final int MOST = 2_048;

    /** A stack trace has some kilobytes. What is longer and cannot be read again ends where its reader does: there can be 2,048 senders. */
    private static final int MOST_HELD_CHARS = 1 << 13;

    private final Supplier<LineParser> fresh;
    private final Supplier<Set<String>> followed;
    private final Map<String, Reading> byFile = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable Reading current;
    private ParseCounts ended = new ParseCounts(0, 0, 0, 0);
    private int sweepAt = FEW;
    /** By generation, of those that no parser is at any more. */
    private final Map<String, FilePosition> passed = new HashMap<>();

    /** One file as it is read: its parser, and how far. */
    static final class Reading {
        private final String file;
        private final LineParser parser;
        private @Nullable FilePosition after;
        private @Nullable FilePosition again;
        private boolean inside;
        private final List<RawLine> sent = new ArrayList<>();
        private int sentChars;
        private long parsedBefore;
        private long unparsedBefore;
        private long filteredBefore;
        private Instant lastLine = Instant.MIN;
        private Instant written = Instant.MIN;

        private Reading(String file, LineParser parser) {
            this.file = file;
            this.parser = parser;
        }

        LineParser parser() {
            return parser;
        }

        /** After its last line; null where it cannot be read again. */
        @Nullable
        FilePosition after() {
            return after;
        }

        /**
         * The next line was taken in.
         *
         * @param before what had been counted before it
         * @param upTo after the last line that need not be read again; null: as before
         * @param events whether any came of it
         */
        void read(RawLine line, ParseCounts before, @Nullable FilePosition upTo, boolean events) {
            Origin held = parser.heldFrom();
            if (held == null) {
                again = null;
                inside = false;
                forgetSent();
            } else if (held.equals(line.origin())) {
                again = upTo == null && line.after() != null ? line.after().beginning() : upTo;
                inside = false;
                forgetSent();
                keepSent(line);
                parsedBefore = before.parsed();
                unparsedBefore = before.unparsed();
                filteredBefore = before.filtered();
            } else {
                inside |= events;
                keepSent(line);
            }
            after = line.after();
            lastLine = line.arrival();
            written = line.written();
        }

        private void forgetSent() {
            if (sentChars > 0) {
                sent.clear();
                sentChars = 0;
            }
        }

        private void keepSent(RawLine line) {
            if (line.after() != null) {
                return;
            }
            sentChars += 1 + Math.min(line.text().length(), MOST_HELD_CHARS);
            if (sentChars <= MOST_HELD_CHARS) {
                sent.add(line);
            } else {
                sent.clear();
                sentChars = MOST_HELD_CHARS; // and so it stays, until the next record
            }
        }

        /**
         * The lines of what the parser holds, for a successor; none where they can be read again, are too many, or events between them have been
         * delivered.
         */
        private List<RawLine> sent() {
            return inside ? List.of() : sent;
        }

        /**
         * From where on a successor reads again what the parser holds; null where that is of no use: it cannot be read again, or events
         * between its lines have been delivered.
         */
        @Nullable
        FilePosition again() {
            return inside ? null : again;
        }

        /** Of what is held, and lines between. */
        private ParseCounts countedAgain() {
            ParseCounts now = parser.counts();
            long parsed = now.parsed() - parsedBefore;
            long unparsed = now.unparsed() - unparsedBefore;
            long filtered = now.filtered() - filteredBefore;
            return new ParseCounts(parsed + unparsed + filtered, parsed, unparsed, filtered);
        }

        private long reach() {
            return after == null ? 0 : after.offset();
        }

        private long bytesAgain(FilePosition from) {
            return after == null ? 0 : after.offset() - from.offset();
        }

        /** Whether its last line had been the last for so long when it was read: no more of its record will come. */
        boolean isSettled(Duration quiet) {
            return parser.heldFrom() != null && !written.plus(quiet).isAfter(lastLine);
        }
    }

    /** @param followed the files that may still have lines */
    Parsers(Supplier<LineParser> fresh, Supplier<Set<String>> followed) {
        this.fresh = fresh;
        this.followed = followed;
    }

    /** Whose line was the last; null before the first. */
    @Nullable
    Reading current() {
        return current;
    }

    /** @param out receives what the parsers that are dropped have held */
    Reading of(String file, Consumer<LogEvent> out) {
        Reading last = current;
        if (last != null && last.file.equals(file)) {
            return last; // as is the rule: the map is asked once for each turn of a file
        }
        Reading reading = byFile.get(file);
        if (reading == null) {
            reading = added(file, out);
        }
        current = reading;
        return reading;
    }

    private Reading added(String file, Consumer<LogEvent> out) {
        if (byFile.size() >= sweepAt) {
            sweep(out);
            sweepAt = Math.min(MOST, Math.max(FEW, 2 * byFile.size()));
        }
        Reading reading = new Reading(file, fresh.get());
        byFile.put(file, reading);
        return reading;
    }

    private void sweep(Consumer<LogEvent> out) {
        Set<String> alive = followed.get();
        int excess = byFile.size() - MOST / 2;
        Iterator<Map.Entry<String, Reading>> longestWithout = byFile.entrySet().iterator();
        while (longestWithout.hasNext()) {
            Map.Entry<String, Reading> one = longestWithout.next();
            boolean gone = !alive.contains(one.getKey());
            if (gone || excess > 0) {
                one.getValue().parser.flush(out);
                ended = sum(ended, one.getValue().parser.counts());
                pass(one.getValue().after);
                longestWithout.remove();
            }
            excess--;
        }
    }

    /** No parser is there any more. */
    void pass(@Nullable FilePosition last) {
        if (last != null) {
            passed.merge(last.generation(), last, Parsers::further);
        }
    }

    private static FilePosition further(FilePosition one, FilePosition other) {
        return one.offset() > other.offset() ? one : other;
    }

    /** Generations that were read to their end and are gone need no position; none are known until all files were looked at. */
    void retain(Set<String> generations) {
        if (!generations.isEmpty()) {
            passed.keySet().retainAll(generations);
        }
    }

    /**
     * Where a successor goes on. What is held is read again by it, or handed over to it, where that can be.
     *
     * @param flush given what can be neither, to be delivered at once
     */
    Left leave(Consumer<Reading> flush) {
        Map<String, FilePosition> all = new HashMap<>(passed);
        List<Reading> holding = new ArrayList<>();
        for (Reading reading : byFile.values()) {
            if (reading.parser.heldFrom() != null) {
                holding.add(reading);
            } else if (reading.after != null) {
                all.merge(reading.after.generation(), reading.after, Parsers::further);
            }
        }
        holding.sort(
                Comparator.comparing(Reading::reach).reversed()); // of one generation under two names the later first
        ParseCounts lines = new ParseCounts(0, 0, 0, 0);
        long bytes = 0;
        List<RawLine> held = new ArrayList<>();
        for (Reading reading : holding) {
            if (!reading.sent().isEmpty()) {
                held.addAll(reading.sent());
                lines = sum(lines, reading.countedAgain());
                continue;
            }
            FilePosition again = reading.again();
            FilePosition there = again == null ? null : all.get(again.generation());
            if (again != null && again.offset() == 0 && there != null) {
                again = there; // its first line here was not the first of its generation
            }
            if (again == null || (there != null && there.offset() > again.offset())) {
                flush.accept(reading);
                again = reading.after;
            } else {
                lines = sum(lines, reading.countedAgain());
                bytes += reading.bytesAgain(again);
            }
            if (again != null) {
                all.merge(again.generation(), again, Parsers::further);
            }
        }
        return new Left(List.copyOf(all.values()), lines, bytes, held, null);
    }

    /** @param out given each file of which something is held */
    void held(Consumer<Reading> out) {
        heldSince(Instant.MAX, out);
    }

    /**
     * The same, of those that have been quiet since then. Their lines must have been delivered up to later than that: who has not looked
     * at a file does not know that it is quiet.
     */
    void heldSince(Instant time, Consumer<Reading> out) {
        for (Reading reading : byFile.values()) {
            if (!reading.lastLine.isAfter(time) && reading.parser.heldFrom() != null) {
                out.accept(reading);
            }
        }
    }

    /** Whether a line has been taken in that has not become an event yet. */
    boolean holding() {
        return byFile.values().stream().anyMatch(reading -> reading.parser.heldFrom() != null);
    }

    /** Of all lines of all files, gone or not. */
    ParseCounts counts() {
        ParseCounts counts = ended;
        for (Reading reading : byFile.values()) {
            counts = sum(counts, reading.parser.counts());
        }
        return counts;
    }

    int size() {
        return byFile.size();
    }

    private static ParseCounts sum(ParseCounts one, ParseCounts other) {
        return new ParseCounts(
                one.lines() + other.lines(),
                one.parsed() + other.parsed(),
                one.unparsed() + other.unparsed(),
                one.filtered() + other.filtered());
    }
}
