package io.portent.feed;

import org.jspecify.annotations.Nullable;

/** Another system could not be asked, or did not answer with what was asked for. The message is one sentence for a person. */
public final class FeedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean tooLarge;

    private FeedException(String sentence, boolean tooLarge, @Nullable Throwable cause) {
        super(sentence, cause);
        this.tooLarge = tooLarge;
    }

    public FeedException(String sentence, @Nullable Throwable cause) {
        this(sentence, false, cause);
    }

    /** For an answer that is more than is taken at once. */
    public static FeedException tooLarge(String sentence) {
        return new FeedException(sentence, true, null);
    }

    /** Whether asking for less may help. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
