package io.portent.bundle.file;

/** A file that is not a whole bundle of a known format. The message is for the person who chose the file. */
public final class BadBundleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadBundleException(String file, String why) {
        super(file + " is not a usable bundle: " + why);
    }
}
