package io.portent.web;

import java.io.IOException;

/** A body is longer than is taken. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
}
