package io.portent.web.security;

import java.util.regex.Pattern;

/** A password as {@code htpasswd -B} keeps it. */
public final class BcryptHash {
    /** Half a second to a second of a processor for each password that is tried. A cost of 31 would take a day. */
    public static final int GREATEST_COST = 14;

    private static final Pattern SHAPE = Pattern.compile("\\$2[aby]\\$\\d{2}\\$[./A-Za-z0-9]{53}");
    private static final int LEAST_COST = 4;

    private final String text;

    /** @throws IllegalArgumentException with a sentence that says what would be right, and does not quote */
    public BcryptHash(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be a bcrypt hash of 60 characters that begins with $2a$, $2b$ or $2y$, as made by htpasswd -nBC 10 \"\"");
        }
        this.text = text;
        if (cost() < LEAST_COST || cost() > GREATEST_COST) {
            throw new IllegalArgumentException("must have a cost from " + LEAST_COST + " to " + GREATEST_COST + ", was "
                    + cost() + "; every password that is tried costs the agent that much");
        }
    }

    public int cost() {
        return Integer.parseInt(text.substring(4, 6));
    }

    String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BcryptHash hash && hash.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** It can be guessed at, so it stays out of logs. */
    @Override
    public String toString() {
        return "***";
    }
}
