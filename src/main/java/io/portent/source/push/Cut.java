package io.portent.source.push;

/**
 * A line as it was cut out of what a sender sent.
 *
 * @param bytes that it came in, newline and what was skipped included
 * @param skipped bytes of it that were beyond the limit
 */
record Cut(String text, long bytes, long skipped) {
    long kept() {
        return bytes - skipped;
    }
}
