package io.portent.source.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files and directories that are there and cannot be read now. Each is said once, however often it is tried again; an archive that
 * ends too early only if it stays so, because most are still being written. Not thread-safe.
 */
final class Unreadable {
    private static final Duration IN_THE_MAKING = Duration.ofMinutes(1);
    /** Of more than so many, the gauge tells how many there are. */
    private static final int SAID = 10;

    private final Remarks remarks;
    private final Map<Object, Failure> failures = new HashMap<>();
    private final Set<Object> unlisted = new HashSet<>();
    private int said;

    private static final class Failure {
        final Path path;
        final String why;
        final Instant due;
        boolean said;

        Failure(Path path, String why, Instant due) {
            this.path = path;
            this.why = why;
            this.due = due;
        }
    }

    Unreadable(Remarks remarks) {
        this.remarks = remarks;
    }

    void failed(Object key, Path path, IOException why, Instant now) {
        Instant due = why instanceof EOFException ? now.plus(IN_THE_MAKING) : now;
        failures.putIfAbsent(key, new Failure(path, reason(why), due));
        say(now);
    }

    /** It could be read, or is not there any more. */
    void over(Object key) {
        if (failures.remove(key) != null && failures.isEmpty() && said > 0) {
            said = 0;
            remarks.add("no file is unreadable any more");
        }
    }

    /** @param now the directories that could not be listed this time */
    void unlisted(Set<Path> directories, Instant now) {
        for (Object before : Set.copyOf(unlisted)) {
            if (!directories.contains(before)) {
                unlisted.remove(before);
                over(before);
            }
        }
        for (Path directory : directories) {
            unlisted.add(directory);
            failed(directory, directory, new IOException("its files cannot be listed"), now);
        }
    }

    /** What has been so for long enough. */
    void say(Instant now) {
        for (Failure failure : failures.values()) {
            if (!failure.said && said < SAID && !now.isBefore(failure.due)) {
                failure.said = true;
                said++;
                remarks.add("cannot read " + failure.path + ", it is tried again: " + failure.why);
            }
        }
    }

    int count() {
        return failures.size();
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof EOFException) {
            return "it ends too early";
        }
        String reason = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }
}
