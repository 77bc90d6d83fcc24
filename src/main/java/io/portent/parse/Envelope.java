package io.portent.parse;

/** What a container runtime puts around each line of a program. Keeps no state between lines. */
interface Envelope {
    /** One line without its envelope. Reused from line to line. */
    final class Opened {
        final TimeFields time = new TimeFields();
        String text = "";
        String stream = "";
        /** The rest of the program's line follows in the next lines of its stream. */
        boolean partial;
    }

    /** False where the line is in no such envelope. Never throws on data. */
    boolean open(String line, Opened into);

    String describe();
}
