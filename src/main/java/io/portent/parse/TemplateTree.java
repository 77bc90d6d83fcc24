package io.portent.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The templates as they stood at one moment. Immutable and thread-safe; the list of {@link #templates()} in its order is
 * all there is to it: {@link #of} makes the same tree of it again.
 */
public final class TemplateTree {
    /** Remembered like an answer: that none fits. */
    private static final Template NOWHERE = new Template("", "");

    private final MinerSpec spec;
    private final List<Template> templates;
    private final PrefixTree tree;
    private final Recall recall = new Recall();

    private TemplateTree(MinerSpec spec, List<Template> templates) {
        this.spec = spec;
        this.templates = List.copyOf(templates);
        this.tree = new PrefixTree(spec);
        this.templates.forEach(template -> tree.add(Cluster.of(template)));
    }

    public static TemplateTree of(MinerSpec spec, List<Template> templates) {
        return new TemplateTree(spec, templates);
    }

    /** The template that a miner in this state would put the message to; null where it would found a new one. */
    public @Nullable Template match(String message) {
        return matcher().match(message);
    }

    /** For many messages one after the other: does the same as {@link #match} without making its space anew. */
    public TemplateMatcher matcher() {
        return new TemplateMatcher(this, new MessageScratch(spec));
    }

    @Nullable
    Template match(MessageScratch message) {
        Template known = recall.find(message);
        if (known == null) {
            known = search(message.masked());
            recall.keep(message, known);
        }
        return known.equals(NOWHERE) ? null : known;
    }

    private Template search(Masker message) {
        Cluster found = tree.covering(message);
        if (found == null) {
            List<Cluster> similar = tree.similar(message.words());
            found = similar.isEmpty() ? null : similar.get(0);
        }
        return found == null ? NOWHERE : found.template();
    }

    /** The template here that stands for what another tree's template stands for; null where there is none. */
    public @Nullable Template counterpart(Template other) {
        String[] words = Cluster.wordsOf(other);
        Cluster found = tree.covering(words);
        if (found == null) {
            List<Cluster> similar = tree.similar(words);
            found = similar.isEmpty() ? null : similar.get(0);
        }
        return found == null ? null : found.template();
    }

    /** In the order they were learned. */
    public List<Template> templates() {
        return templates;
    }

    public MinerSpec spec() {
        return spec;
    }
}
