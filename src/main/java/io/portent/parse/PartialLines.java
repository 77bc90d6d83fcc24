package io.portent.parse;

import io.portent.event.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines that a container runtime has cut, until their last part is there: one for each of the program's streams, whose
 * parts may alternate in the file. A line keeps its first {@value LineParser#MAX_CHARS} characters. Not thread-safe.
 */
final class PartialLines {
    private static final int MAX_STREAMS = 4;

    /** A line of the program with the time and place of its first part. */
    static final class Whole {
        final TimeFields time = new TimeFields();
        final StringBuilder text = new StringBuilder();
        final Origin origin;
        int lines;

        Whole(Origin origin) {
            this.origin = origin;
        }
    }

    private final Map<String, Whole> open = new LinkedHashMap<>();

    boolean isOpen(String stream) {
        return !open.isEmpty() && open.containsKey(stream);
    }

    /** Takes a part in; the whole line where it was the last one. */
    @Nullable
    Whole add(Envelope.Opened part, Origin origin) {
        String stream = open.size() < MAX_STREAMS
                ? part.stream
                : open.keySet().iterator().next();
        Whole whole = open.computeIfAbsent(stream, name -> new Whole(origin));
        if (whole.lines++ == 0) {
            whole.time.copy(part.time);
        }
        int room = LineParser.MAX_CHARS - whole.text.length();
        whole.text.append(part.text, 0, Math.max(0, Math.min(room, part.text.length())));
        return part.partial ? null : open.remove(stream);
    }

    /** Ends all of them, the one that began first before the others. */
    void end(Consumer<Whole> out) {
        while (!open.isEmpty()) {
            String first = open.keySet().iterator().next();
            Whole whole = open.remove(first);
            if (whole != null) {
                out.accept(whole);
            }
        }
    }

    /** Where the earliest part stood; null where all lines are whole. */
    @Nullable
    Origin heldFrom() {
        return open.isEmpty() ? null : open.values().iterator().next().origin;
    }
}
