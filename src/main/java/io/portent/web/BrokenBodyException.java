package io.portent.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body ends before its end, or is none: that is its sender's failure. */
final class BrokenBodyException extends IOException {
    private static final long serialVersionUID = 1;

    BrokenBodyException(@Nullable IOException cause) {
        super("the body cannot be read to its end", cause);
    }
}
