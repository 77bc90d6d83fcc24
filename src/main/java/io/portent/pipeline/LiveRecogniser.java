package io.portent.pipeline;

import io.portent.event.LogEvent;
import io.portent.parse.SlotLearner;
import io.portent.parse.Template;
import io.portent.window.Seen;

/**
 * Recognises for an agent that keeps its windows. What the model knows is counted as the model counts it, and novelty is the
 * model's. What it does not know is counted under the ids of the vocabulary, with its parameter values, for the model that
 * will be learnt from these windows.
 */
public final class LiveRecogniser implements Recogniser {
    /** Each may hold some kilobytes of values. When there are more, all begin anew: a slot then closes a second time. */
    private static final int MOST_LEARNERS = 1_000;

    private final Vocabulary vocabulary;
    private FrozenRecogniser model;
    private SlotLearner slots = new SlotLearner();

    public LiveRecogniser(Vocabulary vocabulary, FrozenRecogniser model) {
        this.vocabulary = vocabulary;
        this.model = model;
    }

    @Override
    public Seen see(LogEvent event) {
        Seen seen = model.see(event);
        if (model.lastWasKnown()) {
            return seen;
        }
        if (slots.templates() >= MOST_LEARNERS) {
            slots = new SlotLearner();
        }
        Template own = vocabulary.learn(event.message());
        return new Seen(event, own.id(), slots.learn(own, event.message()), seen.isNew());
    }

    /** Recognises by another model from now on. What neither knows and was new already is not new again. */
    public void adopt(FrozenRecogniser next) {
        next.resume(model.novelty());
        model = next;
        slots = new SlotLearner();
    }

    public FrozenRecogniser model() {
        return model;
    }

    /** See {@link FrozenRecogniser}. */
    public Novelty novelty() {
        return model.novelty();
    }

    /** Goes on where another agent's was, whatever its model. To be called before the first event. */
    public void resume(Novelty novelty) {
        model.resume(novelty);
    }
}
