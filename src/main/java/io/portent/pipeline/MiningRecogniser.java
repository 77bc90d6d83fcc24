package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.MinerSpec;
import io.portent.parse.Template;
import io.portent.parse.TemplateMiner;
import io.portent.window.Seen;
import java.util.List;

/** Recognises by what it mines as it goes: for a first look at logs. What templates merge into later, earlier windows do not know. */
public final class MiningRecogniser implements Recogniser {
    private final TemplateMiner miner;

    public MiningRecogniser(MinerSpec spec) {
        this.miner = new TemplateMiner(spec);
    }

    @Override
    public Seen see(LogEvent event) {
        Template template = miner.learn(event.message());
        return new Seen(event, template.id(), List.of(), miner.lastWasNew());
    }

    /** Templates as they are now. */
    public int templates() {
        return miner.all().size();
    }
}
