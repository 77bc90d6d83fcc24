package io.portent.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Time cut into blocks that are drawn with replacement (block bootstrap, Kuensch 1989, here without overlap): neighbouring
 * moments ask nearly the same, and entities fail together, so single answers are no independent evidence. With few blocks an
 * interval is somewhat too narrow.
 */
final class Blocks {
    private static final int RESAMPLES = 1_000;
    private static final double TAIL = 0.05;
    /** Fewer say nothing about what another time would be like. */
    private static final int LEAST = 5;
    /** Longer blocks instead of more. */
    private static final int MOST = 200;

    private final long first;
    private final long length;
    private final int count;

    /**
     * Blocks of all the time that was asked about.
     *
     * @param block their length, longer if they were too many
     */
    static Blocks over(List<Question> questions, Duration block) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Question question : questions) {
            long moment = question.moment().toEpochMilli();
            first = Math.min(first, moment);
            last = Math.max(last, moment);
        }
        long span = questions.isEmpty() ? 0 : last - first + 1;
        long length = Math.max(block.toMillis(), (span + MOST - 1) / MOST);
        return new Blocks(questions.isEmpty() ? 0 : first, length, (int) Math.max(1, (span + length - 1) / length));
    }

    private Blocks(long first, long length, int count) {
        this.first = first;
        this.length = length;
        this.count = count;
    }

    int count() {
        return count;
    }

    /** What lies after the last question, as the end of its horizon does, is of the last block. */
    int of(Instant time) {
        long index = Math.floorDiv(time.toEpochMilli() - first, length);
        return (int) Math.max(0, Math.min(count - 1, index));
    }

    /**
     * The interval of a number.
     *
     * @param number of a resample, in which block i stands as often as [i] says; NaN: not defined there
     */
    Interval interval(long seed, ToDoubleFunction<int[]> number) {
        if (count < LEAST) {
            return Interval.UNKNOWN;
        }
        Random random = new Random(seed);
        double[] all = new double[RESAMPLES];
        int known = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            int[] times = new int[count];
            for (int draw = 0; draw < count; draw++) {
                times[random.nextInt(count)]++;
            }
            double one = number.applyAsDouble(times);
            if (!Double.isNaN(one)) {
                all[known++] = one;
            }
        }
        if (known < RESAMPLES / 2) {
            return Interval.UNKNOWN;
        }
        Arrays.sort(all, 0, known);
        int cut = (int) (TAIL * known);
        return new Interval(all[cut], all[known - 1 - cut]);
    }
}
