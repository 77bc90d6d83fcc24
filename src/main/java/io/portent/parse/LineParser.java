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
    private final boolean anyEnvelope;
    private final EventClock clock;
    private final Envelope.Opened opened = new Envelope.Opened();
    private final PartialLines partial = new PartialLines();
    private @Nullable Envelope envelope;
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
        if (undecided.size() == MAX_UNDECIDED) {
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
        clock.arrived(line.arrival());
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
        boolean read = format.read(text, next);
        if (read && !next.continuation) {
            if (time != null && !next.timed) {
                next.timed = true;
                next.time.copy(time);
            }
            began(origin, lines, out);
        } else if (pending != null && joinedLines < MAX_LINES && joinedChars + text.length() <= MAX_CHARS) {
            joinedLines++;
            joinedChars += text.length();
            draft.stack.readLine(text);
            parsed += lines;
        } else {
            endPending(out);
            unparsed += lines;
        }
    }

    private void began(Origin origin, int lines, Consumer<LogEvent> out) {
        endPending(out);
        parsed += lines;
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

    /** For people: which format the lines are read in, and in auto which one was found. */
    public String chosen() {
        Envelope around = envelope;
        return around == null ? format.describe() : around.describe() + ", inside " + format.describe();
    }
}
