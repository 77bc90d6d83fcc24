package io.portent.json;

/** Text that is no JSON, or not what was asked for. The message is one sentence that names the field and what it was. */
public final class BadJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadJsonException(String sentence) {
        super(sentence);
    }
}
