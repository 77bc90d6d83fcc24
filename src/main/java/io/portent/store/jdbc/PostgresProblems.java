package io.portent.store.jdbc;

import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a PostgreSQL server, in a sentence that says what would be right. */
final class PostgresProblems {
    private final String place;

    PostgresProblems(String place) {
        this.place = place;
    }

    StoreException of(SQLException failed) {
        String state = state(failed);
        String says = "the store " + place;
        return switch (state) {
            case "53100" ->
                problem(
                        Problem.DISK_FULL,
                        says + " has no room left: free some, or lower store.retention; " + reason(failed),
                        failed);
            case "53300" ->
                problem(
                        Problem.UNREACHABLE,
                        says + " takes no more connections: raise its max_connections, or end some; " + reason(failed),
                        failed);
            case "55P03", "40001", "40P01", "57014" ->
                problem(
                        Problem.LOCKED,
                        says + " was locked by another transaction for too long: " + reason(failed),
                        failed);
            case "25006" ->
                problem(
                        Problem.READ_ONLY,
                        says + " is a read-only replica: name the primary server in store.url",
                        failed);
            case "42501" ->
                problem(
                        Problem.READ_ONLY,
                        says + " refuses it: the user needs the right to create and write tables in its schema; "
                                + reason(failed),
                        failed);
            case "3D000", "3F000", "28000", "28P01" ->
                problem(Problem.MISSING, says + " refuses the connection: " + reason(failed), failed);
            case "XX001", "XX002" -> problem(Problem.CORRUPT, says + " is damaged: " + reason(failed), failed);
            default -> byClass(state, failed);
        };
    }

    private StoreException byClass(String state, SQLException failed) {
        boolean gone = state.startsWith("08") || state.startsWith("57P") || state.isEmpty();
        return gone
                ? problem(
                        Problem.UNREACHABLE,
                        "the store " + place + " does not answer: is the server up, and the address right? "
                                + reason(failed),
                        failed)
                : problem(Problem.OTHER, "the store " + place + " failed: " + reason(failed), failed);
    }

    StoreException corrupt(Exception cause) {
        return problem(
                Problem.CORRUPT, "the store " + place + " holds what no version has written: " + reason(cause), cause);
    }

    /** A pool that has given up waiting has the reason as its cause. */
    private static String state(SQLException failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String reason(Throwable failed) {
        Throwable last = failed;
        while (last.getCause() instanceof SQLException cause) {
            last = cause;
        }
        String message = last.getMessage();
        return message == null
                ? last.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private StoreException problem(Problem problem, String sentence, @Nullable Throwable cause) {
        return new StoreException(problem, place, sentence, cause);
    }
}
