package io.portent.evaluate;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/** How sure scores are, by resampling {@link Blocks} of time. */
final class Intervals {
    /** Chances of moments with an onset that are told apart in a resample; of more, neighbours are taken for ties. */
    private static final int RANKS = 500;

    private final Blocks blocks;
    private final long seed;

    Intervals(List<Question> questions, Duration block, long seed) {
        this.blocks = Blocks.over(questions, block);
        this.seed = seed;
    }

    int blocks() {
        return blocks.count();
    }

    /**
     * Of the area under the precision-recall curve. Only moments with an onset add to it, and of those without only how many lie
     * above: they are counted by block between one onset's chance and the next.
     *
     * @param ranked from the highest chance down
     */
    Interval prAuc(List<Question> ranked, int positives) {
        int count = blocks.count();
        int most = Math.min(positives, RANKS);
        int[][] hits = new int[most][count];
        int[][] asked = new int[most][count];
        int rank = 0;
        int passed = 0;
        for (int i = 0; i < ranked.size() && passed < positives; ) {
            double chance = ranked.get(i).chance();
            int from = passed;
            for (; i < ranked.size() && ranked.get(i).chance() == chance; i++) {
                int block = blocks.of(ranked.get(i).moment());
                asked[rank][block]++;
                if (ranked.get(i).onset()) {
                    hits[rank][block]++;
                    passed++;
                }
            }
            if (passed > from) {
                rank = Math.max(rank, (int) ((long) passed * most / positives));
                rank = Math.min(rank, most - 1);
            }
        }
        return blocks.interval(seed, times -> averagePrecision(hits, asked, times));
    }

    private static double averagePrecision(int[][] hits, int[][] asked, int[] times) {
        double area = 0;
        long met = 0;
        long above = 0;
        for (int rank = 0; rank < hits.length; rank++) {
            long gained = 0;
            for (int block = 0; block < times.length; block++) {
                gained += (long) times[block] * hits[rank][block];
                above += (long) times[block] * asked[rank][block];
            }
            met += gained;
            area += gained == 0 ? 0 : (double) gained * met / above;
        }
        return met == 0 ? Double.NaN : area / met;
    }

    /** Of 1 - Brier / Brier of the other, who was asked the same in the same order. */
    Interval skill(List<Question> own, List<Question> other) {
        double[] ours = new double[blocks.count()];
        double[] theirs = new double[blocks.count()];
        for (int i = 0; i < own.size(); i++) {
            int block = blocks.of(own.get(i).moment());
            ours[block] += square(own.get(i));
            theirs[block] += square(other.get(i));
        }
        return blocks.interval(seed, times -> {
            double better = 0;
            double worse = 0;
            for (int block = 0; block < times.length; block++) {
                better += times[block] * ours[block];
                worse += times[block] * theirs[block];
            }
            return worse > 0 ? 1 - better / worse : Double.NaN;
        });
    }

    private static double square(Question question) {
        double gap = question.chance() - (question.onset() ? 1 : 0);
        return gap * gap;
    }

    /** Of the share of onsets that were warned of. */
    Interval recall(List<AlarmScoring.Onset> onsets, BitSet warned) {
        int[] all = new int[blocks.count()];
        int[] met = new int[blocks.count()];
        for (int i = 0; i < onsets.size(); i++) {
            int block = blocks.of(onsets.get(i).time());
            all[block]++;
            met[block] += warned.get(i) ? 1 : 0;
        }
        return blocks.interval(seed, times -> {
            long sum = 0;
            long of = 0;
            for (int block = 0; block < times.length; block++) {
                sum += (long) times[block] * met[block];
                of += (long) times[block] * all[block];
            }
            return of == 0 ? Double.NaN : (double) sum / of;
        });
    }
}
