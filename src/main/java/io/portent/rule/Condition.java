package io.portent.rule;

import java.time.Duration;

/** What must be seen in a window for a rule to speak of it. All bounds are inclusive. */
public sealed interface Condition {
    /** The key of the configuration that it is written with. */
    String key();

    /** Events at ERROR or worse, per minute whatever the window's length. */
    record ErrorsPerMinute(double least) implements Condition {
        public ErrorsPerMinute {
            if (!(least > 0)) {
                throw new IllegalArgumentException("errors_per_minute must be > 0, was " + least);
            }
        }

        @Override
        public String key() {
            return "errors_per_minute";
        }
    }

    /** Events at FATAL, within one window. */
    record Fatal(int least) implements Condition {
        public Fatal {
            if (least < 1) {
                throw new IllegalArgumentException("fatal must be >= 1, was " + least);
            }
        }

        @Override
        public String key() {
            return "fatal";
        }
    }

    /**
     * A stack trace of this exception.
     *
     * @param name of its class, with or without the package
     */
    record Thrown(String name) implements Condition {
        public Thrown {
            if (name.isBlank()) {
                throw new IllegalArgumentException("exception must not be blank");
            }
        }

        @Override
        public String key() {
            return "exception";
        }
    }

    /** The share of answers that a server marks as its own failure, of all whose HTTP status is a numeric field. */
    record ServerErrors(double least) implements Condition {
        public ServerErrors {
            if (!(least > 0 && least <= 1)) {
                throw new IllegalArgumentException("share_5xx must be in (0, 1], was " + least);
            }
        }

        @Override
        public String key() {
            return "share_5xx";
        }
    }

    /** No event for so long, although the entity's last hour, and the same time a day before, had traffic. */
    record Silence(Duration least) implements Condition {
        public Silence {
            if (least.isNegative() || least.isZero()) {
                throw new IllegalArgumentException("silence must be > 0, was " + least);
            }
        }

        @Override
        public String key() {
            return "silence";
        }
    }

    /** A line that says that a process was killed, or that one begins or ends. */
    record Kill() implements Condition {
        @Override
        public String key() {
            return "kill";
        }
    }
}
