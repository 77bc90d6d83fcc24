package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.SlotLearner;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateMatcher;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the history that templates were mined from, in a second pass: while mining goes on templates still merge, and
 * counts of one that is gone later would teach nothing. Learns the parameter values meanwhile, until {@link #freeze}; from
 * then on it sees what a live agent with this model would see.
 *
 * <p>In the first day everything is new, which says nothing about health, so novelty is not reported until it has passed.
 */
public final class TrainingRecogniser implements Recogniser {
    static final Duration SETTLING = Duration.ofDays(1);

    private final TemplateTree templates;
    private final TemplateMatcher matcher;
    private final SlotLearner slots = new SlotLearner();
    private final Set<String> seen = new HashSet<>();
    private @Nullable Instant settled;
    private @Nullable FrozenRecogniser frozen;

    public TrainingRecogniser(TemplateTree templates) {
        this.templates = templates;
        this.matcher = templates.matcher();
    }

    @Override
    public Seen see(LogEvent event) {
        if (frozen != null) {
            return frozen.see(event);
        }
        if (settled == null) {
            settled = event.time().plus(SETTLING);
        }
        Template template = matcher.match(event.message());
        Template known = template == null ? TemplateMiner.OVERFLOW : template;
        boolean isNew = seen.add(known.id()) && event.time().isAfter(settled);
        return new Seen(event, known.id(), slots.learn(known, event.message()), isNew);
    }

    /** Ends learning; {@code memory} as in {@link FrozenRecogniser}. */
    public SlotTable freeze(Duration memory) {
        SlotTable table = slots.table();
        frozen = new FrozenRecogniser(templates, table, memory);
        return table;
    }
}
