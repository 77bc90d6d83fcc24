package io.portent.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares one message, which no cluster of its leaf covers, with those clusters. One other word is no evidence that its
 * place is a parameter ({@code stored as bytes}, {@code stored as values}); several are. So clusters that differ from
 * the message in words of letters are its siblings, and only a crowd of them is merged, all at once.
 *
 * <pre>
 *   user ann logged in
 *   user bob logged in     =>  user * logged in      with the {@value #CROWD}th name; VM started, VM paused: never
 *   user eve logged in
 * </pre>
 */
final class Candidates {
    private static final int CROWD = 5;

    /** Where a word is half of a message, or names a state, it takes more to believe it. */
    private static final int GUARDED_CROWD = 12;

    private static final int SHORT = 3;
    /** Siblings looked at; more differ in too many ways to be merged anyway. */
    private static final int MAX_SIBLINGS = 64;

    private record Sibling(Cluster cluster, long places, boolean guarded) {}

    private final MinerSpec spec;
    private final String[] words;
    private final int[] hashes;
    private boolean @Nullable [] fixed;
    private final List<Sibling> siblings = new ArrayList<>();
    private long places;
    private boolean guarded;
    private double similarity;

    Candidates(MinerSpec spec, String[] words) {
        this.spec = spec;
        this.words = words;
        this.hashes = Cluster.hashes(words);
    }

    /** Clusters that the message joins: the most similar one, or a crowd of siblings, the oldest first; or none. */
    List<Cluster> best(List<Cluster> leaf) {
        Cluster best = null;
        double bestSimilarity = -1;
        for (Cluster cluster : leaf) {
            if (!compare(cluster)) {
                continue;
            }
            if (places != 0) {
                keepSibling(cluster);
            } else if (similarity > bestSimilarity) {
                best = cluster;
                bestSimilarity = similarity;
            }
        }
        return best == null ? crowd() : List.of(best);
    }

    private void keepSibling(Cluster cluster) {
        if (siblings.size() < MAX_SIBLINGS) {
            siblings.add(new Sibling(cluster, places, guarded));
        }
    }

    private List<Cluster> crowd() {
        List<Cluster> best = List.of();
        int fewest = Integer.MAX_VALUE;
        for (Sibling sibling : siblings) {
            int count = Long.bitCount(sibling.places);
            if (count < fewest) {
                List<Cluster> crowd = crowdAt(sibling.places);
                best = crowd.isEmpty() ? best : crowd;
                fewest = crowd.isEmpty() ? fewest : count;
            }
        }
        return best;
    }

    private List<Cluster> crowdAt(long allowed) {
        List<Cluster> crowd = new ArrayList<>();
        boolean anyGuarded = false;
        for (Sibling sibling : siblings) {
            if ((sibling.places & ~allowed) == 0) {
                crowd.add(sibling.cluster);
                anyGuarded |= sibling.guarded;
            }
        }
        return crowd.size() + 1 >= (anyGuarded ? GUARDED_CROWD : CROWD) ? crowd : List.of();
    }

    /** Whether the cluster is similar enough; notes in which words of letters it differs. */
    private boolean compare(Cluster cluster) {
        if (!similarEnough(cluster)) {
            return false;
        }
        places = 0;
        guarded = false;
        for (int i = 0; i < words.length; i++) {
            String own = cluster.word(i);
            boolean differs = !own.equals(words[i]) && !own.equals(Masker.MASK_TOKEN);
            if (differs && !maySwap(cluster, i)) {
                return false;
            }
        }
        return true;
    }

    /** The cheap part, first: most clusters of a leaf end here, and most of those as soon as too many words differ. */
    private boolean similarEnough(Cluster cluster) {
        int same = 0;
        int masked = 0;
        int mayDiffer = (int) Math.floor((1 - spec.similarity()) * words.length) + 1;
        for (int i = 0; i < words.length; i++) {
            if (cluster.hash(i) == hashes[i] && cluster.word(i).equals(words[i])) {
                if (words[i].equals(Masker.MASK_TOKEN)) {
                    masked++;
                } else {
                    same++;
                }
            } else if (--mayDiffer < 0) {
                return false;
            }
        }
        int constants = words.length - masked;
        similarity = constants == 0 ? 1 : (double) same / constants;
        return similarity >= spec.similarity();
    }

    /** Looked up late: for most messages no cluster comes so near that it matters. */
    private boolean fixed(int place) {
        boolean[] among = fixed;
        if (among == null) {
            among = StateWords.among(words);
            fixed = among;
        }
        return among[place];
    }

    /** False where the difference keeps them apart for good. */
    private boolean maySwap(Cluster cluster, int place) {
        String own = cluster.word(place);
        String other = words[place];
        if (cluster.fixed(place) || fixed(place)) {
            return false;
        }
        if (WordShape.letters(own) && WordShape.letters(other)) {
            places |= 1L << Math.min(place, 63);
            guarded |= words.length <= SHORT || (WordShape.state(own) && WordShape.state(other));
        }
        return true;
    }
}
