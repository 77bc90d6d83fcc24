package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Seen;
import java.util.List;

/**
 * Recognises the templates of a bundle, which never change: a feature means today what it meant in training. What none of
 * them fits is mined beside them, so that a new kind of message is counted as new once, not at each of its lines.
 */
public final class FrozenRecogniser implements Recogniser {
    private final TemplateTree known;
    private final SlotTable slots;
    private final TemplateMiner beside;
    private long newTemplates;

    public FrozenRecogniser(TemplateTree known, SlotTable slots) {
        this.known = known;
        this.slots = slots;
        this.beside = new TemplateMiner(known.spec());
    }

    @Override
    public Seen see(LogEvent event) {
        Template template = known.match(event.message());
        if (template != null) {
            return new Seen(event, template.id(), slots.valuesOf(template, event.message()), false);
        }
        Template fresh = beside.learn(event.message());
        boolean isNew = beside.lastWasNew();
        newTemplates += isNew ? 1 : 0;
        return new Seen(event, fresh.id(), List.of(), isNew);
    }

    /** Events that fitted no template when there were as many as allowed. */
    public long overflowed() {
        return beside.overflowed();
    }

    /** Templates that were not in the bundle, since construction. */
    public long newTemplates() {
        return newTemplates;
    }
}
