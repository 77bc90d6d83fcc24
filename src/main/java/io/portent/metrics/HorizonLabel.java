package io.portent.metrics;

import java.time.Duration;

/** How a horizon is written in labels and on pages: the largest unit that divides it, {@code 90s 5m 1h 1d}. */
public final class HorizonLabel {
    private HorizonLabel() {}

    public static String of(Duration horizon) {
        if (horizon.getNano() != 0) {
            return horizon.toMillis() + "ms";
        }
        long seconds = horizon.getSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return seconds / 60 + "m";
        }
        return seconds % 86_400 != 0 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
