package io.portent.cli;

import java.util.Locale;
import java.util.Map;

/** Numbers of things in words. */
final class Counts {
    private Counts() {}

    static String of(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    /** @param byLevel {@code orange} and {@code red}; what is not there is none */
    static String onsets(Map<String, Integer> byLevel) {
        return of(byLevel.getOrDefault("orange", 0), "onset", "onsets") + " of orange or worse and "
                + byLevel.getOrDefault("red", 0) + " of red";
    }
}
