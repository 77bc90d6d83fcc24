package io.portent.agent;

import io.portent.config.Durations;
import io.portent.health.Rfc3339;
import io.portent.web.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The span that a query asks about: {@code since} and {@code until}, each a time or a duration back from now. */
record AskedSpan(Instant since, Instant until) {
    /**
     * @param names that the query may have
     * @param usual how far back it reaches where it does not say
     * @throws RefusedException if it has others, or is no span
     */
    static AskedSpan of(Map<String, String> query, List<String> names, Instant now, Duration usual) {
        for (String name : query.keySet()) {
            if (!names.contains(name)) {
                throw new RefusedException("the query may have " + String.join(", ", names) + " and no other names");
            }
        }
        Instant since = time("since", query, now, now.minus(usual));
        Instant until = time("until", query, now, now);
        if (!since.isBefore(until)) {
            throw new RefusedException("since must be before until, was " + since + " and " + until);
        }
        return new AskedSpan(since, until);
    }

    private static Instant time(String name, Map<String, String> query, Instant now, Instant usual) {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return usual;
        }
        Instant time = Rfc3339.time(text);
        if (time != null) {
            return time;
        }
        try {
            return now.minus(Durations.parse(text));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    name + " must be a time with a zone such as 2026-03-04T05:06:00Z, or a duration back such as 30d");
        }
    }
}
