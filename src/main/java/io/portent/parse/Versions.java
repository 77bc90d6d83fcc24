package io.portent.parse;

/**
 * How often a tree has changed among its templates of so many words; they alone are the answer for a message of so many. Numbers far
 * apart share a count, which costs walks through the tree, never an answer. Not thread-safe while it changes.
 */
final class Versions {
    private static final int LENGTHS = 128;

    private final int[] counts = new int[LENGTHS];

    int of(int words) {
        return counts[words & (LENGTHS - 1)];
    }

    void changed(int words) {
        counts[words & (LENGTHS - 1)]++;
    }
}
