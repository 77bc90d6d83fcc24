package io.portent.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked, and has done nothing of it. The message is one sentence for a person. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final String place;

    /** @param place the file, or the address without its password */
    public StoreException(Problem problem, String place, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
        this.place = place;
    }

    /** What is wrong. Few enough for a metric's label. */
    public enum Problem {
        /** No room on the disk, or a quota. */
        DISK_FULL(true),
        /** Another process held it for longer than was waited. */
        LOCKED(true),
        /** A server that does not answer, or has ended the connection. */
        UNREACHABLE(true),
        /** A page that is not what was written, or a file that is no database. */
        CORRUPT(false),
        /** It may be read and not written. */
        READ_ONLY(false),
        /** The directory, the database or the permission to use it is not there. */
        MISSING(false),
        /** Written by a newer version, by another program, or changed by hand. */
        FOREIGN(false),
        /** Another writer's window stands where this one would. */
        CONFLICT(false),
        /** Anything else: a defect, or a disk that fails. */
        OTHER(false);

        private final boolean passes;

        Problem(boolean passes) {
            this.passes = passes;
        }
    }

    public Problem problem() {
        return problem;
    }

    public String place() {
        return place;
    }

    /** Whether the same call may succeed later although nobody has changed the configuration or the store. */
    public boolean retryHelps() {
        return problem.passes;
    }
}
