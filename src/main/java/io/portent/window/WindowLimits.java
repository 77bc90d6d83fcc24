package io.portent.window;

import java.time.Duration;

/**
 * Bounds that hold on hostile input.
 *
 * @param entities followed at once; events of further ones are dropped and counted
 * @param fields numeric fields per window; further ones are left out and counted
 * @param keys distinct templates, values or exceptions per window; further ones are left out and counted
 * @param silence empty windows that are written in a row; after that the entity counts as gone until it logs again
 * @param jump an event this far ahead of all before it is held back until others, or the clock, confirm it
 */
public record WindowLimits(int entities, int fields, int keys, int silence, Duration jump) {
    public static final WindowLimits DEFAULT = new WindowLimits(1000, 64, 2000, 1440, Duration.ofDays(1));

    /** Long windows jump in long steps: ten windows ahead is never a surprise. */
    public Duration jump(WindowSpec spec) {
        Duration tenWindows = spec.length().multipliedBy(10);
        return tenWindows.compareTo(jump) > 0 ? tenWindows : jump;
    }

    public WindowLimits {
        if (entities < 1 || fields < 0 || keys < 1 || silence < 1) {
            throw new IllegalArgumentException("limits must be positive, were entities " + entities + ", fields "
                    + fields + ", keys " + keys + ", silence " + silence);
        }
        if (jump.isNegative() || jump.isZero()) {
            throw new IllegalArgumentException("jump must be positive, was " + jump);
        }
    }
}
