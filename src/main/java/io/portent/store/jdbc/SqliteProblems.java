package io.portent.store.jdbc;

import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** What went wrong with a SQLite file, in a sentence that says what would be right. */
final class SqliteProblems {
    /** Less is as good as none. */
    private static final int ROOM = 65_536;

    private final Path file;
    private final Duration patience;

    SqliteProblems(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
    }

    /** SQLite's own words for all of these are "unable to open database file" or a failure at the first write. */
    void refuseUnusable() {
        Path directory = directory();
        if (!Files.isDirectory(directory)) {
            throw problem(
                    Problem.MISSING,
                    "there is no directory " + directory + " for the store " + file
                            + ": create it, or name another file in store.url",
                    null);
        }
        if (Files.isDirectory(file)) {
            throw problem(Problem.MISSING, file + " is a directory: name a file in store.url", null);
        }
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw problem(Problem.MISSING, "the store " + file + " may not be read by this user", null);
        }
        if (!Files.isWritable(directory) || (Files.exists(file) && !Files.isWritable(file))) {
            throw readOnly(null);
        }
    }

    /** Reading would otherwise create an empty file. */
    void refuseMissing() {
        if (!Files.exists(file)) {
            throw problem(Problem.MISSING, "the store " + file + " is not there any more", null);
        }
    }

    /** What would be written to the file that was opened would be gone with it. */
    void refuseAnother(OpenedFile opened) {
        if (!opened.isThere()) {
            throw problem(Problem.MISSING, "the store " + file + " was removed or replaced while it was open", null);
        }
    }

    /** To whoever has held on to it while it was closed, perhaps to be opened again. */
    StoreException closed() {
        return problem(Problem.UNREACHABLE, "the store " + file + " was closed meanwhile", null);
    }

    private Path directory() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    StoreException of(SQLException failed) {
        int code = failed instanceof SQLiteException known ? known.getResultCode().code : failed.getErrorCode();
        // The lowest byte is the kind, the rest says more.
        return switch (code & 0xFF) {
            case 5, 6, 15 -> locked("by another process", failed);
            case 8, 3, 23 -> readOnly(failed);
            case 10 -> ioError(failed);
            case 11, 26 -> corrupt(failed);
            case 13 -> full(failed);
            case 14 ->
                problem(
                        Problem.MISSING,
                        "the store " + file + " cannot be opened: its directory " + directory()
                                + " must be there and writable",
                        failed);
            default -> lacksTables(failed) ? corrupt(failed) : other(failed);
        };
    }

    /** Migrations have made them all: the table of contents is damaged, or somebody has removed some. */
    private static boolean lacksTables(SQLException failed) {
        String says = String.valueOf(failed.getMessage());
        return says.contains("no such ") || says.contains("has no column");
    }

    private StoreException other(SQLException failed) {
        return problem(Problem.OTHER, "the store " + file + " failed: " + failed.getMessage(), failed);
    }

    StoreException locked(String by, @Nullable Throwable cause) {
        return problem(
                Problem.LOCKED,
                "the store " + file + " was locked " + by + " for longer than " + patience.toMillis()
                        + " ms: one process may write at a time, and only briefly",
                cause);
    }

    StoreException corrupt(Exception cause) {
        return problem(
                Problem.CORRUPT,
                "the store " + file + " is damaged or no database (" + cause.getMessage()
                        + "): move it away together with its -wal and -shm files, then start with a new one or with what"
                        + " sqlite3's .recover saves",
                cause);
    }

    private StoreException readOnly(@Nullable Throwable cause) {
        return problem(
                Problem.READ_ONLY,
                "the store " + file + " cannot be written: the file and its directory " + directory()
                        + " must be writable by this user",
                cause);
    }

    private StoreException full(Throwable cause) {
        return problem(
                Problem.DISK_FULL,
                "there is no room left for the store " + file
                        + ": free some, or lower store.retention; what was stored is still there",
                cause);
    }

    /** A full disk, a quota or a limit of the process shows as a failed write, without the system's reason. */
    private StoreException ioError(SQLException failed) {
        boolean noRoom = directory().toFile().getUsableSpace() < ROOM || RoomProbe.refused(directory(), log(), ROOM);
        return noRoom
                ? full(failed)
                : problem(
                        Problem.OTHER, "the disk failed under the store " + file + ": " + failed.getMessage(), failed);
    }

    private Path log() {
        return Path.of(file + "-wal");
    }

    private StoreException problem(Problem problem, String sentence, @Nullable Throwable cause) {
        return new StoreException(problem, file.toString(), sentence, cause);
    }
}
