package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares one message with the clusters of a leaf. */
final class Candidates {
    /** So many siblings that differ in one place only show that the place is a parameter. */
    private static final int SIBLINGS = 12;

    private static final int SHORT = 4;

    private final MinerSpec spec;
    private final String[] words;
    private final int[] siblings;
    private final @Nullable Cluster[] firstSibling;
    private double similarity;
    private boolean exact;
    private boolean guarded;
    private int place;

    Candidates(MinerSpec spec, String[] words) {
        this.spec = spec;
        this.words = words;
        this.siblings = new int[words.length];
        this.firstSibling = new Cluster[words.length];
    }

    /** An exact match with the most constants before the most similar; the older one of equals. */
    @Nullable
    Cluster best(List<Cluster> leaf) {
        Cluster best = null;
        double bestSimilarity = -1;
        boolean bestExact = false;
        for (Cluster cluster : leaf) {
            if (!compare(cluster)) {
                continue;
            }
            boolean better = exact == bestExact ? similarity > bestSimilarity : exact;
            if (better) {
                best = cluster;
                bestSimilarity = similarity;
                bestExact = exact;
            }
        }
        return best == null ? crowded() : best;
    }

    private @Nullable Cluster crowded() {
        for (int i = 0; i < words.length; i++) {
            if (siblings[i] >= SIBLINGS) {
                return firstSibling[i];
            }
        }
        return null;
    }

    /** Whether the cluster may take the message in. */
    private boolean compare(Cluster cluster) {
        int same = 0;
        int differ = 0;
        int masked = 0;
        guarded = false;
        for (int i = 0; i < words.length; i++) {
            String own = cluster.word(i);
            if (own.equals(words[i])) {
                same += own.equals(Masker.MASK_TOKEN) ? 0 : 1;
                masked += own.equals(Masker.MASK_TOKEN) ? 1 : 0;
            } else if (!own.equals(Masker.MASK_TOKEN)) {
                differ++;
                place = i;
                if (StateWords.contains(own) || StateWords.contains(words[i])) {
                    return false;
                }
                guarded |= guards(own, words[i]);
            }
        }
        exact = differ == 0;
        int constants = words.length - masked;
        similarity = constants == 0 ? 1 : (double) same / constants;
        if (guarded) {
            noteSibling(cluster, differ);
            return false;
        }
        return exact || similarity >= spec.similarity();
    }

    private void noteSibling(Cluster cluster, int differ) {
        if (differ == 1) {
            siblings[place]++;
            if (firstSibling[place] == null) {
                firstSibling[place] = cluster;
            }
        }
    }

    private boolean guards(String a, String b) {
        return (words.length <= SHORT && letters(a) && letters(b)) || (state(a) && state(b));
    }

    private static boolean letters(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == Masker.MASK) {
                return false;
            }
        }
        return true;
    }

    /** {@code RUNNING}, {@code FAIL_CLEANUP}: names of states are written so. */
    private static boolean state(String word) {
        int upper = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isLowerCase(c) || c == Masker.MASK) {
                return false;
            }
            upper += Character.isUpperCase(c) ? 1 : 0;
        }
        return upper >= 2;
    }
}
