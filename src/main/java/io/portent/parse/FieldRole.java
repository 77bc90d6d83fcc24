package io.portent.parse;

/** What a named field of a record means. */
enum FieldRole {
    TIME,
    LEVEL,
    LOGGER,
    /** The logger where the record is of a library that calls it so, else a field like any other. */
    NAME,
    MESSAGE,
    STACK,
    /** The class of an exception. */
    TYPE,
    /** Varies from line to line and tells nothing: threads, processes, versions. */
    SKIPPED
}
