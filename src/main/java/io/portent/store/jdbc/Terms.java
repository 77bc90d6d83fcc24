package io.portent.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of template ids, values, exceptions and fields: thirty names of ten letters a window would be most of it.
 * Thread-safe; holds what it has seen in memory, up to a bound.
 *
 * <p>A term is kept for as long as a window may use it: each says until when it has been used, in whole days, so that it is
 * written once a day and not once a window. Deleting terms raises the epoch; a writer that sees a new epoch asks for every
 * number anew, so it never writes a number that is gone.
 */
final class Terms {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int MOST_IN_MEMORY = 50_000;
    private static final int MOST_LOW = 4_096;

    private static final String UPSERT = "INSERT INTO portent_term (text, used_until) VALUES (?, ?)"
            + " ON CONFLICT (text) DO UPDATE SET used_until ="
            + " CASE WHEN excluded.used_until > portent_term.used_until"
            + " THEN excluded.used_until ELSE portent_term.used_until END RETURNING id";

    private final Map<String, Known> numbers = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private long epoch = -1;

    private record Known(long number, long usedUntil) {}

    /** What one transaction has learnt. It counts for others only once that is committed. */
    final class Session implements WindowBytes.Numbering {
        private final Map<String, Known> mine = new HashMap<>();
        private final long seen;

        private Session(long seen) {
            this.seen = seen;
        }

        @Override
        public long of(String term) {
            Known known = mine.get(term);
            if (known == null) {
                throw new IllegalStateException("the term " + term + " was not numbered beforehand");
            }
            return known.number();
        }

        void committed() {
            merge(seen, mine);
        }
    }

    /**
     * Within a writing transaction: gives each term its number.
     *
     * @param used sorted, so that two writers wait for each other in one order: terms, and a time until which each is used
     */
    Session number(Connection connection, String forShare, Map<String, Long> used)
            throws SQLException, BrokenBytesException {
        Long now = Sql.first(connection, "SELECT epoch FROM portent_vocabulary" + forShare, row -> row.number(1));
        Session session = new Session(now == null ? 0 : now);
        Map<String, Known> known = knownTo(session.seen, used.keySet());
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (Map.Entry<String, Long> one : used.entrySet()) {
                long until = Math.floorDiv(one.getValue(), DAY) * DAY + DAY;
                Known before = known.get(one.getKey());
                session.mine.put(
                        one.getKey(),
                        before != null && before.usedUntil() >= until ? before : add(upsert, one.getKey(), until));
            }
        }
        return session;
    }

    private static Known add(PreparedStatement upsert, String term, long until) throws SQLException {
        Sql.bind(upsert, term, until);
        try (ResultSet rows = upsert.executeQuery()) {
            rows.next();
            return new Known(rows.getLong(1), until);
        }
    }

    private synchronized Map<String, Known> knownTo(long now, Set<String> terms) {
        if (now != epoch) {
            return Map.of();
        }
        Map<String, Known> known = new HashMap<>();
        for (String term : terms) {
            Known one = numbers.get(term);
            if (one != null) {
                known.put(term, one);
            }
        }
        return known;
    }

    private synchronized void merge(long seen, Map<String, Known> learnt) {
        if (seen < epoch) {
            return;
        }
        if (seen > epoch || numbers.size() > MOST_IN_MEMORY) {
            numbers.clear();
            epoch = seen;
        }
        learnt.forEach((term, known) ->
                numbers.merge(term, known, (one, other) -> one.usedUntil() >= other.usedUntil() ? one : other));
    }

    /** Within a reading transaction. Numbers are never used twice, so what memory holds stays right. */
    WindowBytes.Naming naming(Connection connection) {
        // A month of windows asks two million times, mostly for low numbers: those are kept without a lock for the
        // reading.
        @Nullable String[] low = new @Nullable String[MOST_LOW];
        return number -> {
            int slot = number > 0 && number < MOST_LOW ? (int) number : 0;
            String name = slot == 0 ? null : low[slot];
            if (name == null) {
                name = remembered(number);
                name = name == null ? load(connection, number) : name;
                low[slot] = name;
            }
            return name;
        };
    }

    private synchronized @Nullable String remembered(long number) {
        return names.get(number);
    }

    private String load(Connection connection, long number) throws SQLException, BrokenBytesException {
        String name = Sql.first(connection, "SELECT text FROM portent_term WHERE id = ?", row -> row.text(1), number);
        if (name == null) {
            throw new BrokenBytesException("a window names term " + number + ", which is not there");
        }
        remember(number, name);
        return name;
    }

    private synchronized void remember(long number, String name) {
        if (names.size() > MOST_IN_MEMORY) {
            names.clear();
        }
        names.put(number, name);
    }

    /** Within a writing transaction, after the windows before the time have been deleted. */
    static void forgetBefore(Connection connection, long millis) throws SQLException {
        Sql.update(connection, "UPDATE portent_vocabulary SET epoch = epoch + 1");
        Sql.update(connection, "DELETE FROM portent_term WHERE used_until <= ?", millis);
    }
}
