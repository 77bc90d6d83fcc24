package io.portent.config;

/**
 * Where something was said.
 *
 * @param order sorts problems: lines of the file first, variables after them
 */
record Place(String where, int order) {
    /** A file that has no lines to speak of. */
    static Place whole(String file) {
        return new Place(file, 0);
    }

    static Place line(String file, int line) {
        return new Place(file + ":" + line, line);
    }

    static Place variable(String name) {
        return new Place(name, Integer.MAX_VALUE);
    }
}
