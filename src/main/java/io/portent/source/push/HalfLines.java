package io.portent.source.push;

/** How many bytes the half lines of all senders may have together. Not thread-safe; owned by who cuts them. */
final class HalfLines {
    private static final int USUAL = 4 << 20;

    private long free;

    /** @param maxLineBytes one line of this length finds room in any case */
    HalfLines(int maxLineBytes) {
        free = Math.max(USUAL, maxLineBytes);
    }

    /** Takes as many as there are, at most {@code wanted}. */
    int take(int wanted) {
        int taken = (int) Math.min(wanted, free);
        free -= taken;
        return taken;
    }

    void give(int bytes) {
        free += bytes;
    }
}
