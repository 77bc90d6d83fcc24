package io.portent.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Learns templates from messages, one at a time. Not thread-safe. */
public final class TemplateMiner {
    /** Takes what fits no template once there are as many as allowed, or too many of its length and first word. Not part of the tree. */
    public static final Template OVERFLOW = new Template("overflow", "<*>");

    private final MinerSpec spec;
    private final PrefixTree tree;
    private final MessageScratch scratch;
    private final Recall recall = new Recall();
    private final Set<String> ids = new HashSet<>();
    private int version;

    private boolean lastWasNew;
    private long overflowed;

    public TemplateMiner(MinerSpec spec) {
        this.spec = spec;
        this.tree = new PrefixTree(spec);
        this.scratch = new MessageScratch(spec);
    }

    /** Templates so far. */
    public int templates() {
        return ids.size();
    }

    /** Goes on as the miner would have that the tree was taken from. */
    public static TemplateMiner resume(TemplateTree tree) {
        TemplateMiner miner = new TemplateMiner(tree.spec());
        for (Template template : tree.templates()) {
            miner.tree.add(Cluster.of(template));
            miner.ids.add(template.id());
        }
        return miner;
    }

    /** The template of the message, found, generalised or founded. */
    public Template learn(String message) {
        lastWasNew = false;
        Template known = recall.find(scratch.of(message));
        if (known != null) {
            return known;
        }
        Masker masked = scratch.masked();
        Cluster covering = tree.covering(masked);
        Template template = covering == null ? assign(masked.words()) : covering.template();
        if (!template.equals(OVERFLOW)) {
            recall.keep(scratch, template);
        }
        return template;
    }

    /**
     * Takes in a template that another miner has learnt, as if it were a message: where it founds one, it keeps its id.
     *
     * @return what it has become, {@link #OVERFLOW} where there is no room
     */
    public Template adopt(Template other) {
        lastWasNew = false;
        String[] words = Cluster.wordsOf(other);
        Cluster covering = tree.covering(words);
        if (covering != null) {
            return covering.template();
        }
        if (ids.contains(other.id()) || !tree.similar(words).isEmpty()) {
            return assign(words);
        }
        if (tree.full(words)) {
            overflowed++;
            return OVERFLOW;
        }
        return found(other.id(), words).template();
    }

    private Template assign(String[] words) {
        List<Cluster> similar = tree.similar(words);
        if (!similar.isEmpty()) {
            changed(words);
            return tree.merge(similar, words).template();
        }
        if (tree.full(words)) {
            overflowed++;
            return OVERFLOW;
        }
        return found(TemplateId.of(String.join(" ", words), ids), words).template();
    }

    private Cluster found(String id, String[] words) {
        tree.makeRoom(words);
        Cluster cluster = new Cluster(id, words);
        ids.add(id);
        tree.add(cluster);
        changed(words);
        lastWasNew = true;
        return cluster;
    }

    private void changed(String[] words) {
        version++;
        recall.changed(words.length);
    }

    /** Whether the last message founded a template. */
    public boolean lastWasNew() {
        return lastWasNew;
    }

    /** Messages that went to {@link #OVERFLOW}. */
    public long overflowed() {
        return overflowed;
    }

    /** Changes whenever {@link #all} would give another answer than before. */
    public int version() {
        return version;
    }

    /** The templates as they are now, in the order they were learned. */
    public List<Template> all() {
        List<Template> templates = new ArrayList<>();
        for (Cluster cluster : tree.clusters()) {
            templates.add(cluster.template());
        }
        return templates;
    }

    /** A snapshot. Costs time in proportion to the number of templates. */
    public TemplateTree tree() {
        return TemplateTree.of(spec, all());
    }
}
