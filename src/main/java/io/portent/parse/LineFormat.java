package io.portent.parse;

/** Reads one kind of log line. Keeps no state between lines but caches. */
interface LineFormat {
    /** False where the line is not in this format; the draft then holds rubbish. Never throws on data. */
    boolean read(String line, Draft draft);

    /** For people: what this format is. */
    String describe();

    /** What lines that are no record of their own mean. */
    Joining joining();
}
