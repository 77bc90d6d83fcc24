package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateMatcher;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Recognises the templates of a bundle, which never change: a feature means today what it meant in training. What none of
 * them fits is mined beside them, so that a new kind of message is counted as new once, not at each of its lines.
 *
 * <p>What was mined beside is forgotten when event time enters the next span of {@code memory}, counted from the epoch.
 * Without that, an agent that was started an hour ago would take for new what another has long known, and no forecast
 * could be made again later. The price: a kind of message that stays unknown is new again in every span.
 */
public final class FrozenRecogniser implements Recogniser {
    private final TemplateTree known;
    private final TemplateMatcher matcher;
    private final SlotTable slots;
    private final Duration memory;
    private TemplateMiner beside;
    private long span = Long.MIN_VALUE;
    private long forgottenOverflows;
    private long newTemplates;
    private boolean lastWasKnown;
    private Novelty remembered = Novelty.NONE;
    private int rememberedVersion;

    public FrozenRecogniser(TemplateTree known, SlotTable slots, Duration memory) {
        this.known = known;
        this.matcher = known.matcher();
        this.slots = slots;
        this.memory = memory;
        this.beside = new TemplateMiner(known.spec());
    }

    /** Where the span of a moment begins: a recogniser that starts to read there counts as any other does. */
    public static Instant startOfSpan(Instant moment, Duration memory) {
        return Instant.ofEpochMilli(span(moment, memory) * memory.toMillis());
    }

    private static long span(Instant moment, Duration memory) {
        return Math.floorDiv(moment.toEpochMilli(), memory.toMillis());
    }

    @Override
    public Seen see(LogEvent event) {
        Template template = matcher.match(event.message());
        lastWasKnown = template != null;
        if (template != null) {
            return new Seen(event, template.id(), slots.valuesOf(template, event.message()), false);
        }
        forgetAt(event.time());
        Template fresh = beside.learn(event.message());
        boolean isNew = beside.lastWasNew();
        newTemplates += isNew ? 1 : 0;
        return new Seen(event, fresh.id(), List.of(), isNew);
    }

    private void forgetAt(Instant time) {
        long current = span(time, memory);
        if (current > span) {
            forgottenOverflows += beside.overflowed();
            beside = new TemplateMiner(known.spec());
            span = current;
        }
    }

    /** Whether the last message was one of the bundle's. */
    boolean lastWasKnown() {
        return lastWasKnown;
    }

    /** What it remembers of the span that it is in. */
    Novelty novelty() {
        if (span != remembered.span() || beside.version() != rememberedVersion) {
            remembered = new Novelty(span, beside.all());
            rememberedVersion = beside.version();
        }
        return remembered;
    }

    /** Remembers what another did. To be called before the first event. */
    void resume(Novelty novelty) {
        span = novelty.span();
        beside = TemplateMiner.resume(TemplateTree.of(known.spec(), novelty.templates()));
    }

    /** Events that fitted no template when there were as many as allowed. */
    public long overflowed() {
        return forgottenOverflows + beside.overflowed();
    }

    /** Templates that are mined beside now. */
    public int beside() {
        return beside.templates();
    }

    /** Templates that were not in the bundle, once in each span since construction. */
    public long newTemplates() {
        return newTemplates;
    }
}
