package io.portent.parse;

/** What lines that are no record of their own mean to a format. */
enum Joining {
    /** All that follow a record belong to it. */
    FOLLOWING,
    /** Records are one line each; beside them only stack traces have a meaning. */
    NEVER,
    /** Every line is readable, also those of a stack trace: the message says which they are. */
    EACH
}
