package io.portent.parse;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one stream to events, in order. Not thread-safe.
 *
 * <p>With {@code multiline} an event of a text format is held until the next one begins, because its stack trace may
 * follow: call {@link #flush} when the stream pauses. At most {@value #MAX_LINES} lines or {@value #MAX_CHARS}
 * characters join an event; more of them are unparsed. Of joined lines only {@link StackTrace}'s two words are kept.
 *
 * <p>Format auto holds the first {@value #MAX_UNDECIDED} lines back and chooses by them; a banner before the first record
 * so becomes unparsed instead of events at the time of reading, and only a stream without any record is raw.
 */
public final class LineParser {
    static final int MAX_LINES = 512;
    static final int MAX_CHARS = 65_536;
    static final int MAX_UNDECIDED = 32;

    private final LineFormat format;
    private final boolean multiline;
    private final EventClock clock;
    /** The first lines, as long as auto has not chosen by them. */
    private @Nullable List<RawLine> undecided;

    private Draft draft = new Draft();
    private Draft next = new Draft();
    private @Nullable Origin pending;
    private int joinedLines;
    private int joinedChars;
    private long parsed;
    private long unparsed;
    private long filtered;

    /** @throws IllegalArgumentException with position and reason where the pattern cannot be read back */
    public LineParser(FormatSpec spec, boolean multiline) {
        this.clock = new EventClock(spec.zone());
        this.multiline = multiline;
        this.format = Formats.of(spec);
        this.undecided = format instanceof AutoFormat ? new ArrayList<>() : null;
    }

    /** Takes the next line in; what is complete by it goes to {@code out}. */
    public void accept(RawLine line, Consumer<LogEvent> out) {
        String text = LineText.clean(line.text());
        if (text.isBlank()) {
            filtered++;
            return;
        }
        if (undecided == null) {
            clock.arrived(line.arrival());
            read(line.origin(), text, out);
            return;
        }
        undecided.add(line);
        if (undecided.size() == MAX_UNDECIDED) {
            decide(undecided, out);
        }
    }

    private void decide(List<RawLine> lines, Consumer<LogEvent> out) {
        undecided = null;
        if (format instanceof AutoFormat auto) {
            auto.choose(lines.stream().map(line -> LineText.clean(line.text())).toList(), next);
        }
        for (RawLine line : lines) {
            clock.arrived(line.arrival());
            read(line.origin(), LineText.clean(line.text()), out);
        }
    }

    private void read(Origin origin, String text, Consumer<LogEvent> out) {
        if (format.read(text, next)) {
            began(origin, out);
        } else if (pending != null && joinedLines < MAX_LINES && joinedChars + text.length() <= MAX_CHARS) {
            joinedLines++;
            joinedChars += text.length();
            draft.stack.readLine(text);
            parsed++;
        } else {
            endPending(out);
            unparsed++;
        }
    }

    private void began(Origin origin, Consumer<LogEvent> out) {
        endPending(out);
        parsed++;
        Draft read = next;
        if (!multiline || !format.joinsLines()) {
            out.accept(read.event(origin, clock));
            return;
        }
        next = draft;
        draft = read;
        pending = origin;
        joinedLines = 0;
        joinedChars = 0;
    }

    private void endPending(Consumer<LogEvent> out) {
        Origin origin = pending;
        if (origin != null) {
            pending = null;
            out.accept(draft.event(origin, clock));
        }
    }

    /** Ends the event that is held and decides what is undecided: at the end of a stream, or when it pauses. */
    public void flush(Consumer<LogEvent> out) {
        if (undecided != null && !undecided.isEmpty()) {
            decide(undecided, out);
        }
        endPending(out);
    }

    /** Where the earliest line stood that is taken in but has not become an event yet; null where nothing is held. */
    public @Nullable Origin heldFrom() {
        return undecided == null || undecided.isEmpty()
                ? pending
                : undecided.get(0).origin();
    }

    /** Of all lines taken in, without those that {@link #flush} would decide. */
    public ParseCounts counts() {
        return new ParseCounts(parsed + unparsed + filtered, parsed, unparsed, filtered);
    }

    /** For people: which format the lines are read in, and in auto which one was found. */
    public String chosen() {
        return format.describe();
    }
}
