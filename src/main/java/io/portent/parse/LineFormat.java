package io.portent.parse;

/** Reads one kind of log line. Keeps no state between lines but caches. */
interface LineFormat {
    /** False where the line is not in this format; the draft then holds rubbish. Never throws on data. */
    boolean read(String line, Draft draft);

    /** For people: what this format is. */
    String describe();

    /** Whether lines that are not in this format may belong to the event before. */
    boolean joinsLines();
}
