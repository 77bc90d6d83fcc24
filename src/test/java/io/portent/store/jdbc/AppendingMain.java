package io.portent.store.jdbc;

import io.portent.store.Checkpoint;
import io.portent.store.SomeWindows;
import io.portent.store.SourcePosition;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A process to be killed: goes on where the store says, commits one to three minutes at a time with its position, and says so
 * after each commit.
 */
final class AppendingMain {
    static final String WRITER = "agent";

    private AppendingMain() {}

    /** Arguments: the store's address, and up to which minute. */
    public static void main(String[] arguments) {
        int until = Integer.parseInt(arguments[1]);
        PrintStream out = System.out;
        try (JdbcStore store = JdbcStore.open(arguments[0], Duration.ofSeconds(20))) {
            int next = position(store);
            out.println("begins " + next);
            while (next < until) {
                int count = Math.min(until - next, 1 + next % 3);
                store.windowWriter().commit(checkpoint(next, count));
                next += count;
                out.println("committed " + next);
            }
            out.println("done");
        }
    }

    /** The next minute: what an undisturbed run would be asked for, a killed one finds in its position. */
    static int position(JdbcStore store) {
        return store.windowWriter().resume(WRITER).positions().stream()
                .mapToInt(position -> (int) position.offset())
                .findFirst()
                .orElse(0);
    }

    static Checkpoint checkpoint(int from, int count) {
        return new Checkpoint(
                WRITER,
                SomeWindows.minutes("shop", from, count),
                List.of(),
                List.of(new SourcePosition("app", "app.log", "1", from + count, 0)),
                Map.of());
    }
}
