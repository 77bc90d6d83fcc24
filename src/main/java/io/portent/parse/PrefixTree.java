package io.portent.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Drain's fixed-depth tree (He et al., 2017): message length, then first word, then the clusters of that leaf by
 * similarity. Where a cluster stands follows from its words alone, so that a tree can be rebuilt from a list of them.
 */
final class PrefixTree {
    /** A message is compared with every cluster of its leaf, so leaves are bounded, lest hostile text take all the time. */
    private static final int LEAST_LEAF = 256;

    /** However it is bounded, a leaf may hold this share of all templates. */
    private static final int LEAVES = 10;

    private final MinerSpec spec;
    private final List<Cluster> clusters = new ArrayList<>();
    private final Map<Integer, Map<String, List<Cluster>>> leaves = new HashMap<>();

    PrefixTree(MinerSpec spec) {
        this.spec = spec;
    }

    List<Cluster> clusters() {
        return clusters;
    }

    /** Whether there is no room for another cluster: in the tree, or in the leaf that these words lead to. */
    boolean full(String[] words) {
        if (clusters.size() >= spec.maxTemplates()) {
            return true;
        }
        Map<String, List<Cluster>> node = leaves.get(words.length);
        String first = words.length == 0 ? "" : words[0];
        List<Cluster> leaf = node == null ? null : node.get(mustBeMasked(node, first) ? Masker.MASK_TOKEN : first);
        return leaf != null && leaf.size() >= Math.max(LEAST_LEAF, spec.maxTemplates() / LEAVES);
    }

    void add(Cluster cluster) {
        clusters.add(cluster);
        String first = cluster.size() == 0 ? "" : cluster.word(0);
        leaves.computeIfAbsent(cluster.size(), size -> new HashMap<>())
                .computeIfAbsent(first, word -> new ArrayList<>())
                .add(cluster);
    }

    /** Makes the first word a parameter where its node has too many others already. */
    void makeRoom(String[] words) {
        Map<String, List<Cluster>> node = leaves.get(words.length);
        if (words.length > 0 && node != null && mustBeMasked(node, words[0])) {
            words[0] = Masker.MASK_TOKEN;
        }
    }

    private boolean mustBeMasked(Map<String, List<Cluster>> node, String first) {
        return node.size() >= spec.maxChildren() && !node.containsKey(first);
    }

    /** The cluster that has nothing but what the message has, the most special one; the older of equals. */
    @Nullable
    Cluster covering(Masker message) {
        return covering(message.tokens(), message.firstToken(), cluster -> cluster.covers(message));
    }

    /** The same for a message that is masked and cut in words. */
    @Nullable
    Cluster covering(String[] words) {
        return covering(words.length, words.length == 0 ? "" : words[0], cluster -> cluster.covers(words));
    }

    private @Nullable Cluster covering(int length, String first, Predicate<Cluster> covers) {
        Map<String, List<Cluster>> node = leaves.get(length);
        if (node == null) {
            return null;
        }
        Cluster found = covering(node.get(first), covers);
        return found == null ? covering(node.get(Masker.MASK_TOKEN), covers) : found;
    }

    private static @Nullable Cluster covering(@Nullable List<Cluster> leaf, Predicate<Cluster> covers) {
        Cluster best = null;
        if (leaf != null) {
            for (Cluster cluster : leaf) {
                if ((best == null || cluster.constants() > best.constants()) && covers.test(cluster)) {
                    best = cluster;
                }
            }
        }
        return best;
    }

    /** The clusters that a message which none covers is to be joined with; empty where it founds a new one. */
    List<Cluster> similar(String[] words) {
        Map<String, List<Cluster>> node = leaves.get(words.length);
        if (node == null || words.length == 0) {
            return List.of();
        }
        List<Cluster> found = similar(node.get(words[0]), words);
        boolean otherLeaf = found.isEmpty() && !words[0].equals(Masker.MASK_TOKEN);
        return otherLeaf ? similar(node.get(Masker.MASK_TOKEN), words) : found;
    }

    private List<Cluster> similar(@Nullable List<Cluster> leaf, String[] words) {
        return leaf == null ? List.of() : new Candidates(spec, words).best(leaf);
    }

    /** Makes one of all: the first takes the others in, whose ids end here. */
    Cluster merge(List<Cluster> crowd, String[] words) {
        Cluster first = crowd.get(0);
        first.generalise(words);
        for (Cluster other : crowd.subList(1, crowd.size())) {
            first.generalise(other);
            remove(other);
        }
        return first;
    }

    private void remove(Cluster cluster) {
        clusters.remove(cluster);
        Map<String, List<Cluster>> node = leaves.get(cluster.size());
        List<Cluster> leaf = node == null ? null : node.get(cluster.word(0));
        if (leaf != null) {
            leaf.remove(cluster);
        }
    }
}
