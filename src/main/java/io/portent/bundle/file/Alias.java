package io.portent.bundle.file;

/** The names that move from bundle to bundle. */
public enum Alias {
    /** The one that serves. */
    CHAMPION("champion"),
    /** The one that was last trained and not promoted. */
    CHALLENGER("challenger"),
    /** The one that served before. */
    PREVIOUS("previous");

    private final String file;

    Alias(String file) {
        this.file = file;
    }

    /** As a person writes it, and the file is called. */
    public String label() {
        return file;
    }
}
