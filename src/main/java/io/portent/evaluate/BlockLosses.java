package io.portent.evaluate;

import io.portent.dataset.Horizons;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's log losses, summed over blocks of time, all entities together. Neighbouring moments ask nearly the same, and
 * entities fail together; blocks are what may be taken for independent of each other. Not thread-safe.
 */
public final class BlockLosses {
    /** Longest horizons in a block of time: an incident, its precursors and its aftermath. */
    private static final int HORIZONS = 6;

    private final Duration block;
    private final int kinds;
    private final Map<Long, Sums> blocks = new TreeMap<>();

    /** Of one block, by kind of question. */
    static final class Sums {
        final double[] loss;
        final int[] count;

        Sums(int kinds) {
            loss = new double[kinds];
            count = new int[kinds];
        }
    }

    /** @param kinds of questions: levels times horizons */
    BlockLosses(Duration block, int kinds) {
        if (block.toMillis() <= 0) {
            throw new IllegalArgumentException("block must be > 0, was " + block);
        }
        this.block = block;
        this.kinds = kinds;
    }

    /** What happened in one block has little to do with what happened in the next but one. */
    public static Duration blockOf(Horizons horizons) {
        return horizons.longest().multipliedBy(HORIZONS);
    }

    void add(int kind, Question question) {
        long index = Math.floorDiv(question.moment().toEpochMilli(), block.toMillis());
        Sums sums = blocks.computeIfAbsent(index, i -> new Sums(kinds));
        sums.loss[kind] += Scoring.logLoss(question);
        sums.count[kind]++;
    }

    Sums[] sums() {
        return blocks.values().toArray(Sums[]::new);
    }

    int kinds() {
        return kinds;
    }

    /** Whether the questions were the same, as far as their number in each block tells. */
    boolean sameQuestions(BlockLosses other) {
        return block.equals(other.block) && kinds == other.kinds && counts().equals(other.counts());
    }

    private Map<Long, List<Integer>> counts() {
        Map<Long, List<Integer>> counts = new TreeMap<>();
        blocks.forEach((index, sums) ->
                counts.put(index, Arrays.stream(sums.count).boxed().toList()));
        return counts;
    }
}
