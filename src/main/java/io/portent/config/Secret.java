package io.portent.config;

/** A word that opens something. It shows itself only to those who ask for it, so that no log or message holds it by chance. */
public final class Secret {
    static final int SHORTEST = 16;

    private final String text;

    public Secret(String text) {
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException("a secret must have at least " + SHORTEST + " characters");
        }
        this.text = text;
    }

    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
