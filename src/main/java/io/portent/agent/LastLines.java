package io.portent.agent;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import io.portent.explain.LoggedLine;
import io.portent.parse.Secrets;
import io.portent.pipeline.EntityRule;
import io.portent.window.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last real lines of each template, by entity, to point at when a forecast is explained, and how severe they say they are. They are
 * in memory alone. Of a template that is met often only a line every few seconds of event time is taken, so that masking costs nothing;
 * where there are more templates than are followed, those go that were met first. Thread-safe: the pipeline thread adds, others look.
 */
final class LastLines {
    private static final int LONGEST = 300;
    /** Of all entities together; with the longest lines it is some 4 MB. */
    private static final int MOST = 4_000;

    private static final Duration APART = Duration.ofSeconds(10);

    private final int each;
    private final EntityRule entities;
    private final Map<Key, Kept> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String entity, String template) {}

    /** Not thread-safe; guarded by the whole. */
    private static final class Kept {
        private final Deque<LoggedLine> lines = new ArrayDeque<>();
        private Instant next = Instant.MIN;
        private Severity severity = Severity.UNKNOWN;
    }

    /** @param each how many lines of each template are kept; 0: none */
    LastLines(int each, EntityRule entities) {
        this.each = each;
        this.entities = entities;
    }

    void heard(Seen seen) {
        LogEvent event = seen.event();
        String entity = entities.entityOf(event);
        if (entity != null) {
            hear(new Key(entity, seen.templateId()), event);
        }
    }

    private synchronized void hear(Key key, LogEvent event) {
        Kept its = kept.computeIfAbsent(key, fresh -> new Kept());
        its.severity = event.severity();
        if (each == 0 || event.time().isBefore(its.next)) {
            return;
        }
        its.next = event.time().plus(APART);
        if (its.lines.size() == each) {
            its.lines.removeFirst();
        }
        its.lines.addLast(new LoggedLine(
                event.time(), event.origin().file(), event.origin().line(), shown(event.message())));
    }

    /** Cut before it is masked, for a message may be a mebibyte long; then once more, for a mask may be longer than what it hides. */
    private static String shown(String message) {
        String masked = Secrets.hide(cut(message));
        return cut(masked);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Oldest first; of a time that is in none of the windows, none. */
    synchronized List<LoggedLine> of(String entity, String template, Instant since) {
        Kept its = kept.get(new Key(entity, template));
        return its == null
                ? List.of()
                : its.lines.stream()
                        .filter(line -> !line.time().isBefore(since))
                        .toList();
    }

    /** How severe the template's last event said it was; null where none was heard. */
    synchronized @Nullable Severity severity(String entity, String template) {
        Kept its = kept.get(new Key(entity, template));
        return its == null ? null : its.severity;
    }
}
