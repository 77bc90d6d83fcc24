package io.portent.web;

import java.io.IOException;

/** A client was too slow while others waited, and its connection is closed. */
final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1;

    GivenUpException() {
        super("the client was too slow while others waited");
    }
}
