package io.portent.parse;

import org.jspecify.annotations.Nullable;

/** Looks messages up in a tree. Not thread-safe: it has the space to do so; the tree may be shared. */
public final class TemplateMatcher {
    private final TemplateTree tree;
    private final MessageScratch scratch;

    TemplateMatcher(TemplateTree tree, MessageScratch scratch) {
        this.tree = tree;
        this.scratch = scratch;
    }

    /** See {@link TemplateTree#match}. */
    public @Nullable Template match(String message) {
        return tree.match(scratch.of(message));
    }
}
