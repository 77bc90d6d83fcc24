package io.portent.parse;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one stream to events, in order. Not thread-safe.
 *
 * <p>With {@code multiline} an event of a text format is held until the next one begins, because its stack trace may
 * follow: call {@link #flush} when the stream pauses. At most {@value #MAX_LINES} lines or {@value #MAX_CHARS}
 * characters join an event; more of them are unparsed. Of joined lines only {@link StackTrace}'s two words are kept. Where
 * a format cannot tell a record from what follows it ({@link Joining}), only stack traces are joined, to the line that begins
 * them. An exception that nobody has logged is a record of its own.
 *
 * <p>Format auto holds the first {@value #MAX_UNDECIDED} lines back, or as many as have {@value #MAX_CHARS} characters, and chooses by them; a banner before the first record
 * so becomes unparsed instead of events at the time of reading, and only a stream without any record is raw.
 *
 * <p>What a container runtime has put around a line is taken off first, and its parts are joined; a record without a time
 * has that of its envelope.
 */
public final class LineParser {
    static final int MAX_LINES = 512;
    static final int MAX_CHARS = 65_536;
    static final int MAX_UNDECIDED = 32;

    private final LineFormat format;
    private final boolean multiline;
    private final @Nullable RecordStart start;
    private final boolean anyEnvelope;
    private final EventClock clock;
    private final Envelope.Opened opened = new Envelope.Opened();
    private final PartialLines partial = new PartialLines();
    private @Nullable Envelope envelope;
    /** The first lines, as long as auto has not chosen by them. */
    private @Nullable List<RawLine> undecided;

    private int undecidedChars;

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
        String expression = spec.options().start();
        this.start = multiline && expression != null ? new RecordStart(expression) : null;
        this.envelope = Wrapped.of(spec.kind());
        this.anyEnvelope = spec.kind() == FormatKind.AUTO;
        this.undecided = anyEnvelope || format instanceof AutoFormat ? new ArrayList<>() : null;
    }

    /** Takes the next line in; what is complete by it goes to {@code out}. */
    public void accept(RawLine line, Consumer<LogEvent> out) {
        String text = LineText.clean(line.text());
        if (text.isBlank()) {
            filtered++;
            return;
        }
        if (undecided == null) {
            take(line, text, out);
            return;
        }
        undecided.add(line);
        undecidedChars += text.length();
        if (undecided.size() == MAX_UNDECIDED || undecidedChars >= MAX_CHARS) {
            decide(undecided, out);
        }
    }

    private void decide(List<RawLine> lines, Consumer<LogEvent> out) {
        undecided = null;
        List<String> texts =
                lines.stream().map(line -> LineText.clean(line.text())).toList();
        envelope = anyEnvelope ? Wrapped.of(texts) : envelope;
        if (format instanceof AutoFormat auto) {
            auto.choose(Wrapped.open(envelope, texts), next);
        }
        for (RawLine line : lines) {
            take(line, LineText.clean(line.text()), out);
        }
    }

    private void take(RawLine line, String text, Consumer<LogEvent> out) {
        clock.arrived(line.arrival(), line.written());
        Envelope around = envelope;
        if (around == null) {
            read(line.origin(), text, 1, null, out);
        } else if (!around.open(text, opened)) {
            endPending(out);
            unparsed++;
        } else if (opened.partial || partial.isOpen(opened.stream)) {
            PartialLines.Whole whole = partial.add(opened, line.origin());
            if (whole != null) {
                readInside(whole.origin, whole.text.toString(), whole.lines, whole.time, out);
            }
        } else {
            readInside(line.origin(), opened.text, 1, opened.time, out);
        }
    }

    private void readInside(Origin origin, String inside, int lines, TimeFields time, Consumer<LogEvent> out) {
        String text = LineText.clean(inside);
        if (text.isBlank()) {
            filtered += lines;
            return;
        }
        clock.arrived(clock.instant(time, null));
        read(origin, text, lines, time, out);
    }

    /** @param time of the envelope: that of a record which has none of its own */
    private void read(Origin origin, String text, int lines, @Nullable TimeFields time, Consumer<LogEvent> out) {
        if (multiline && start == null && pending != null && draft.stack.continues(text) && hasRoom(text)) {
            join(text, lines);
            return;
        }
        boolean read = (start == null || start.matches(text)) && format.read(text, next);
        if (read && time != null && !next.timed) {
            next.timed = true;
            next.time.copy(time);
        }
        if (read && !next.continuation && !ofTrace(next.message)) {
            boolean head = format.joining() == Joining.EACH && beginsTrace(next);
            began(origin, lines, head || joinsAll(), out);
        } else if (!read && multiline && start == null && uncaught(text)) {
            crashed(text, time);
            began(origin, lines, true, out);
        } else if (pending != null && (joinsAll() || draft.stack.continues(text(read, text))) && hasRoom(text)) {
            join(text(read, text), lines);
        } else {
            endPending(out);
            unparsed += lines;
        }
    }

    private static boolean beginsTrace(Draft record) {
        if (TraceHead.of(record.message) != TraceHead.NONE) {
            record.stack.readLine(record.message);
            return true;
        }
        boolean bare = TraceHead.isBare(record.message);
        if (bare) {
            record.stack.mayFollow();
        }
        return bare;
    }

    private void join(String text, int lines) {
        joinedLines++;
        joinedChars += text.length();
        draft.stack.readLine(text);
        parsed += lines;
    }

    /** Without the head that each line of a trace has in formats that can read all lines. */
    private String text(boolean read, String text) {
        return read && format.joining() == Joining.EACH ? next.message : text;
    }

    private boolean joinsAll() {
        return start != null || format.joining() == Joining.FOLLOWING;
    }

    private boolean hasRoom(String text) {
        return joinedLines < MAX_LINES && joinedChars + text.length() <= MAX_CHARS;
    }

    /** A line that could be read, and yet is no message. */
    private boolean ofTrace(String message) {
        return multiline
                && start == null
                && format.joining() == Joining.EACH
                && ((pending != null && draft.stack.continues(message)) || StackTrace.isInner(message));
    }

    /** Whether a line in no format begins a record of its own, that of an exception which nobody has logged. */
    private boolean uncaught(String text) {
        return switch (TraceHead.of(text)) {
            case NONE -> false;
            case UNCAUGHT, PANIC -> true;
            case EXCEPTION -> pending == null || !joinsAll();
            case TRACEBACK ->
                pending == null
                        || !joinsAll()
                        || (draft.severity != Severity.UNKNOWN && !draft.severity.atLeast(Severity.WARN));
        };
    }

    private void crashed(String text, @Nullable TimeFields time) {
        next.clear();
        next.message(text);
        next.severity = TraceHead.of(text) == TraceHead.PANIC ? Severity.FATAL : Severity.ERROR;
        next.stack.readLine(text);
        if (time != null) {
            next.timed = true;
            next.time.copy(time);
        }
    }

    private void began(Origin origin, int lines, boolean held, Consumer<LogEvent> out) {
        endPending(out);
        parsed += lines;
        Draft read = next;
        if (!multiline || !held) {
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
        partial.end(whole -> readInside(whole.origin, whole.text.toString(), whole.lines, whole.time, out));
        endPending(out);
    }

    /** Where the earliest line stood that is taken in but has not become an event yet; null where nothing is held. */
    public @Nullable Origin heldFrom() {
        if (undecided != null && !undecided.isEmpty()) {
            return undecided.get(0).origin();
        }
        Origin part = partial.heldFrom();
        return pending == null || (part != null && part.line() < pending.line()) ? part : pending;
    }

    /** Of all lines taken in, without those that {@link #flush} would decide. */
    public ParseCounts counts() {
        return new ParseCounts(parsed + unparsed + filtered, parsed, unparsed, filtered);
    }

    /** Which format the lines are read in, and in auto which one was found. */
    public FormatChoice choice() {
        Envelope around = envelope;
        String name = around == null ? format.describe() : around.describe() + ", inside " + format.describe();
        return format instanceof AutoFormat auto
                ? new FormatChoice(name, auto.read(), auto.tried())
                : new FormatChoice(name, 0, 0);
    }

    /** How often auto has chosen so far: more than once where it has revised its choice. */
    public int choices() {
        return format instanceof AutoFormat auto ? auto.choices() : 0;
    }
}
