package io.portent.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drain's fixed-depth tree (He et al., 2017): message length, then first word, then the clusters of that leaf by
 * similarity. Where a cluster stands follows from its words alone, so that a tree can be rebuilt from a list of them.
 */
final class PrefixTree {
    private final MinerSpec spec;
    private final List<Cluster> clusters = new ArrayList<>();
    private final Map<Integer, Map<String, List<Cluster>>> leaves = new HashMap<>();

    PrefixTree(MinerSpec spec) {
        this.spec = spec;
    }

    List<Cluster> clusters() {
        return clusters;
    }

    boolean full() {
        return clusters.size() >= spec.maxTemplates();
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
        if (words.length > 0 && node != null && node.size() >= spec.maxChildren() && !node.containsKey(words[0])) {
            words[0] = Masker.MASK_TOKEN;
        }
    }

    /** The cluster that these words belong to, or null where they found a new one. */
    @Nullable
    Cluster find(String[] words) {
        Map<String, List<Cluster>> node = leaves.get(words.length);
        if (node == null) {
            return null;
        }
        List<Cluster> leaf = node.get(words.length == 0 ? "" : words[0]);
        Cluster found = leaf == null ? null : new Candidates(spec, words).best(leaf);
        if (found != null || words.length == 0 || words[0].equals(Masker.MASK_TOKEN)) {
            return found;
        }
        List<Cluster> any = node.get(Masker.MASK_TOKEN);
        return any == null ? null : new Candidates(spec, words).best(any);
    }
}
