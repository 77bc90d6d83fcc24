package io.portent.pipeline;

/** Why there is no forecast yet, in the words that every face of the agent shows. */
final class Shortage {
    private Shortage() {}

    static String sentence(int windows, int needed) {
        return windows + " of " + needed + " windows seen";
    }
}
