package io.portent.parse;

import org.jspecify.annotations.Nullable;

/** What stands before the tree: by its shape nearly every message is known again unmasked, by its masked form most of the rest. */
final class Recall {
    private final TemplateMemo shapes = new TemplateMemo();
    private final TemplateMemo masks = new TemplateMemo();
    private final Versions versions = new Versions();

    /** Null where the tree has to be asked. */
    @Nullable
    Template find(MessageScratch message) {
        if (message.isShaped()) {
            MessageShape shape = message.shape();
            Template known = shapes.find(shape.text(), shape.length(), shape.hash(), versions);
            if (known != null) {
                return known;
            }
        }
        Masker masked = message.masked();
        byte[] text = masked.text();
        Template known = masks.find(text, text.length, TemplateMemo.hash(text, text.length), versions);
        if (known != null) {
            keepShape(message, known);
        }
        return known;
    }

    void keep(MessageScratch message, Template template) {
        keepShape(message, template);
        Masker masked = message.masked();
        byte[] text = masked.text();
        masks.keep(text, text.length, TemplateMemo.hash(text, text.length), masked.tokens(), versions, template);
    }

    private void keepShape(MessageScratch message, Template template) {
        if (message.isShaped()) {
            MessageShape shape = message.shape();
            int words = message.masked().tokens();
            shapes.keep(shape.text(), shape.length(), shape.hash(), words, versions, template);
        }
    }

    /** The tree has changed among its templates of so many words: what is remembered of them counts no more. */
    void changed(int words) {
        versions.changed(words);
    }
}
