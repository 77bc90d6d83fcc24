package io.portent.agent;

import io.portent.event.LogEvent;
import io.portent.parse.LineParser;
import io.portent.parse.ParseCounts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

    private final Supplier<LineParser> fresh;
    private final Supplier<Set<String>> followed;
    private final Map<String, LineParser> byFile = new LinkedHashMap<>(16, 0.75f, true);
    private ParseCounts ended = new ParseCounts(0, 0, 0, 0);
    private int sweepAt = FEW;

    /** @param followed the files that may still have lines */
    Parsers(Supplier<LineParser> fresh, Supplier<Set<String>> followed) {
        this.fresh = fresh;
        this.followed = followed;
    }

    /** @param out receives what the parsers that are dropped have held */
    LineParser of(String file, Consumer<LogEvent> out) {
        LineParser known = byFile.get(file);
        if (known != null) {
            return known;
        }
        if (byFile.size() >= sweepAt) {
            sweep(out);
            sweepAt = Math.min(MOST, Math.max(FEW, 2 * byFile.size()));
        }
        LineParser parser = fresh.get();
        byFile.put(file, parser);
        return parser;
    }

    private void sweep(Consumer<LogEvent> out) {
        Set<String> alive = followed.get();
        int excess = byFile.size() - MOST / 2;
        Iterator<Map.Entry<String, LineParser>> longestWithout =
                byFile.entrySet().iterator();
        while (longestWithout.hasNext()) {
            Map.Entry<String, LineParser> one = longestWithout.next();
            boolean gone = !alive.contains(one.getKey());
            if (gone || excess > 0) {
                one.getValue().flush(out);
                ended = sum(ended, one.getValue().counts());
                longestWithout.remove();
            }
            excess--;
        }
    }

    void flush(Consumer<LogEvent> out) {
        byFile.values().forEach(parser -> parser.flush(out));
    }

    /** Whether a line has been taken in that has not become an event yet. */
    boolean holding() {
        return byFile.values().stream().anyMatch(parser -> parser.heldFrom() != null);
    }

    /** Of all lines of all files, gone or not. */
    ParseCounts counts() {
        ParseCounts counts = ended;
        for (LineParser parser : byFile.values()) {
            counts = sum(counts, parser.counts());
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
