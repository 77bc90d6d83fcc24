package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.MinerSpec;
import io.portent.parse.SlotLearner;
import io.portent.parse.SlotTable;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.parse.TemplateTree;
import io.portent.window.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mines templates while it reads a history. In the first day everything is new, which says nothing about health, so
 * novelty is not reported until a day of the history has passed.
 */
public final class LearningRecogniser implements Recogniser {
    private static final Duration SETTLING = Duration.ofDays(1);

    private final TemplateMiner miner;
    private final SlotLearner slots = new SlotLearner();
    private @Nullable Instant settled;

    public LearningRecogniser(MinerSpec spec) {
        this.miner = new TemplateMiner(spec);
    }

    @Override
    public Seen see(LogEvent event) {
        if (settled == null) {
            settled = event.time().plus(SETTLING);
        }
        Template template = miner.learn(event.message());
        boolean isNew = miner.lastWasNew() && event.time().isAfter(settled);
        List<String> values = slots.learn(template, event.message());
        return new Seen(event, template.id(), values, isNew);
    }

    public TemplateTree templates() {
        return miner.tree();
    }

    public SlotTable slots() {
        return slots.table();
    }
}
