package io.portent.csv;

import java.util.List;

/** A label file with bad rows; nothing of it was taken. One line of the message per bad row. */
public final class BadLabelsException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    /** @param problems one line each, beginning with file and line */
    public BadLabelsException(List<String> problems) {
        super(message(problems));
    }

    private static String message(List<String> problems) {
        String shown = String.join("\n", problems.subList(0, Math.min(SHOWN, problems.size())));
        return problems.size() > SHOWN ? shown + "\nand " + (problems.size() - SHOWN) + " more" : shown;
    }
}
