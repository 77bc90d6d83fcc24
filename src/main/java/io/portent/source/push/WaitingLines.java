package io.portent.source.push;

import io.portent.event.RawLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one reader has not taken yet. Not thread-safe; guarded by its queue. */
final class WaitingLines {
    record Entry(RawLine line, Cut cut) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, Integer> linesOf = new HashMap<>();
    private long bytes;

    boolean hasRoom(int lines, long more) {
        return entries.size() + lines <= LineQueue.MOST_LINES && bytes + more <= LineQueue.MOST_BYTES;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void add(RawLine line, Cut cut) {
        entries.add(new Entry(line, cut));
        linesOf.merge(line.origin().file(), 1, Integer::sum);
        bytes += cut.kept();
    }

    List<Entry> take(int max) {
        List<Entry> taken = new ArrayList<>(Math.min(max, entries.size()));
        while (taken.size() < max && !entries.isEmpty()) {
            Entry entry = entries.remove();
            linesOf.computeIfPresent(entry.line().origin().file(), (sender, lines) -> lines == 1 ? null : lines - 1);
            bytes -= entry.cut().kept();
            taken.add(entry);
        }
        return taken;
    }

    /** Those whose lines wait. */
    Set<String> senders() {
        return linesOf.keySet();
    }
}
