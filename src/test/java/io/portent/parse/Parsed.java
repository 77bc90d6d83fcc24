package io.portent.parse;

import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs lines through a parser, as a source would. */
final class Parsed {
    static final Instant ARRIVAL = Instant.parse("2024-03-05T12:00:00Z");

    final List<LogEvent> events = new ArrayList<>();
    final LineParser parser;
    private long line;

    Parsed(FormatSpec spec, boolean multiline) {
        this.parser = new LineParser(spec, multiline);
    }

    static Parsed with(FormatKind kind, @Nullable String pattern, String... lines) {
        return with(kind, pattern, ZoneOffset.UTC, lines);
    }

    static Parsed with(FormatKind kind, @Nullable String pattern, ZoneId zone, String... lines) {
        Parsed parsed = new Parsed(new FormatSpec(kind, pattern, zone), true);
        Arrays.stream(lines).forEach(parsed::accept);
        parsed.parser.flush(parsed.events::add);
        return parsed;
    }

    void accept(String text) {
        line++;
        FilePosition after = new FilePosition("-", "-|", "-", 0, line, 0);
        parser.accept(new RawLine(text, new Origin("test", "-", line), ARRIVAL, after), events::add);
    }

    LogEvent only() {
        if (events.size() != 1) {
            throw new AssertionError("one event expected, was " + events);
        }
        return events.get(0);
    }
}
