package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.event.RawLine;
import io.portent.parse.ParseCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader goes on that takes the place of another one.
 *
 * @param positions one in each generation of which any line was read
 * @param lines behind them that the former reader has told the metrics of, and that are read again
 * @param bytes of those
 * @param held lines of records that have no end yet and cannot be read again
 * @param newest time of an event that was delivered; null where there was none
 */
record Left(
        List<FilePosition> positions,
        ParseCounts lines,
        long bytes,
        List<RawLine> held,
        @Nullable Instant newest) {
    static final Left NOTHING = at(List.of());

    Left {
        positions = List.copyOf(positions);
        held = List.copyOf(held);
    }

    /** What is still to be read again once so much of it was. */
    Left without(ParseCounts read, long readBytes) {
        if (bytes == 0 && lines.lines() == 0) {
            return this;
        }
        long parsed = Math.max(0, lines.parsed() - read.parsed());
        long unparsed = Math.max(0, lines.unparsed() - read.unparsed());
        long filtered = Math.max(0, lines.filtered() - read.filtered());
        ParseCounts rest = new ParseCounts(parsed + unparsed + filtered, parsed, unparsed, filtered);
        return new Left(positions, rest, Math.max(0, bytes - readBytes), held, newest);
    }

    /** What the latter has left, and all that is to be read again of both. */
    Left and(Left later) {
        long parsed = lines.parsed() + later.lines.parsed();
        long unparsed = lines.unparsed() + later.lines.unparsed();
        long filtered = lines.filtered() + later.lines.filtered();
        ParseCounts all = new ParseCounts(parsed + unparsed + filtered, parsed, unparsed, filtered);
        return new Left(later.positions, all, bytes + later.bytes, later.held, later.newest);
    }

    /** With nothing told of what is behind them. */
    static Left at(List<FilePosition> positions) {
        return new Left(positions, new ParseCounts(0, 0, 0, 0), 0, List.of(), null);
    }
}
