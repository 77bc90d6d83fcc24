package io.portent.web.security;

/** PEM text that cannot be used. The sentence says why, begins with a verb or "there", and quotes nothing of it. */
final class BadPemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadPemException(String sentence) {
        super(sentence);
    }
}
