package io.portent.text;

import io.portent.codec.Choice;
import io.portent.codec.Codec;
import io.portent.dataset.SymbolRun;
import io.portent.model.Learner;
import io.portent.model.StreamFeed;
import io.portent.model.engine.AdaGrad;
import io.portent.model.engine.Adam;
import io.portent.model.engine.EngineLearner;
import io.portent.model.engine.Optimizer;
import io.portent.model.engine.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network on a text, from the beginning or from where a bundle stands; in the latter case exactly as if it had never
 * stopped. Nothing else is random than what spec and number of the step decide.
 *
 * <p>The smooth loss is min-char-rnn's: that of a sequence, its steps summed, begins at that of a network that knows nothing,
 * {@code -log(1/k) steps}, and takes over a thousandth of each step's loss.
 *
 * @param <S> a step of the codec
 */
public final class TextTraining<S> implements AutoCloseable {
    private static final double KEPT = 0.999;

    private final TextSpec spec;
    private final Codec<S> codec;
    private final Shape shape;
    private final String text;
    private final List<S> heldOut;
    private final StreamFeed feed;
    private final EngineLearner learner;
    private final List<S> start;
    private final int learnt;
    private int epoch;
    private int batch;
    private double smoothLoss;
    private @Nullable Double validation;

    /**
     * @param sha256 of the text
     * @param start what samples go on from; empty: the first step of the text
     * @param from null: begin anew
     */
    public TextTraining(
            TextSpec spec, Codec<S> codec, List<S> steps, String sha256, List<S> start, @Nullable TextBundle<S> from) {
        this.spec = spec;
        this.codec = codec;
        this.shape = spec.shape(codec);
        this.text = sha256;
        int held = (int) (steps.size() * spec.validation());
        this.learnt = held < 2 ? steps.size() : steps.size() - held;
        this.heldOut = steps.subList(learnt, steps.size());
        this.feed = new StreamFeed(SymbolRun.of(codec, steps.subList(0, learnt)), spec.batch(), spec.sequence());
        this.start = start.isEmpty() ? steps.subList(0, 1) : List.copyOf(start);
        float[] weights = from == null ? spec.firstWeights(shape) : from.model().weights();
        this.learner = new EngineLearner(shape, weights, optimizer(), spec.clip(), spec.dropout(), spec.seed());
        this.smoothLoss = Math.log(shape.outputs()) * feed.steps();
        if (from != null) {
            resume(from.progress());
        }
    }

    private Optimizer optimizer() {
        return switch (spec.updater()) {
            case ADAGRAD -> new AdaGrad(shape.weights(), spec.rate(), spec.epsilon());
            case ADAM -> new Adam(shape.weights(), spec.rate(), spec.epsilon());
        };
    }

    /** Another text is begun with what has been learnt so far. */
    private void resume(TextProgress from) {
        boolean same = from.text().equals(text);
        if (same && from.batch() > feed.batches()) {
            throw new IllegalArgumentException(
                    "the bundle stands at batch " + from.batch() + " of this text, which has " + feed.batches());
        }
        epoch = same ? from.epoch() : 0;
        batch = same ? from.batch() : 0;
        smoothLoss = same ? from.smoothLoss() : smoothLoss;
        validation = same ? from.validation() : null;
        learner.resume(from.iterations(), from.gathered(), same ? from.carried() : List.of());
    }

    /**
     * Trains until all epochs are done or the listener stops it.
     *
     * @throws DivergedException where no number is left to go on from; what the listener has saved before is good
     */
    public TextBundle<S> run(Frequencies frequencies, TextListener listener) {
        while (epoch < spec.epochs()) {
            boolean whole = Learner.learn(learner, feed.from(batch), (learnt, loss) -> {
                if (!Double.isFinite(loss)) {
                    throw new DivergedException(learner.steps() - 1);
                }
                batch++;
                smoothLoss = KEPT * smoothLoss + (1 - KEPT) * loss / feed.sequences();
                tell(frequencies, listener);
                return !listener.stop();
            });
            boolean scored = heldOut.size() >= 2;
            Double score = whole && scored ? TextScore.of(model(), heldOut, listener::stop) : null;
            if (!whole || (scored && score == null)) {
                break; // where the pass is whole but not scored, that is what is left to do
            }
            epoch++;
            batch = 0;
            validation = score;
            listener.epoch(progress());
        }
        return bundle();
    }

    /** Optimizer steps so far. */
    public long iterations() {
        return learner.steps();
    }

    /** Steps of the text that are learnt, and those held out. */
    public int learnt() {
        return learnt;
    }

    public int heldOut() {
        return heldOut.size();
    }

    public int weights() {
        return shape.weights();
    }

    /** Steps of the text that an optimizer step learns. */
    public int stepsPerIteration() {
        return feed.sequences() * feed.steps();
    }

    /** Steps that a gradient reaches back. */
    public int sequenceSteps() {
        return feed.steps();
    }

    private void tell(Frequencies frequencies, TextListener listener) {
        long iterations = learner.steps();
        if (Frequencies.due(frequencies.info(), iterations)) {
            listener.info(progress());
        }
        if (Frequencies.due(frequencies.sample(), iterations)) {
            listener.sample(progress(), sample(frequencies.sampleSize()));
        }
        if (Frequencies.due(frequencies.backup(), iterations)) {
            listener.backup(bundle());
        }
    }

    private String sample(int length) {
        // Drawn twice: generators of seeds close to each other may draw the same, moved along.
        SplittableRandom chance = new SplittableRandom(new SplittableRandom(spec.seed() + learner.steps()).nextLong());
        Generator<S> generator = new Generator<>(model(), start, Choice.soft(1, chance::nextDouble));
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < length; i++) {
            written.append(generator.next());
        }
        return written.toString();
    }

    private TextModel<S> model() {
        float[] weights = learner.weights();
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw new DivergedException(learner.steps());
            }
        }
        return new TextModel<>(codec, shape, weights);
    }

    private TextBundle<S> bundle() {
        return new TextBundle<>(spec, model(), progress());
    }

    private TextProgress progress() {
        return new TextProgress(
                text, epoch, batch, learner.steps(), smoothLoss, validation, learner.gathered(), learner.carried());
    }

    @Override
    public void close() {
        learner.close();
    }
}
