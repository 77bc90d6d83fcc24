package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.Learner;
import java.util.List;

/**
 * An engine with an optimizer of ours. The gradient is that of the mean loss of a sequence, summed over its steps, each of its parts cut to
 * [-clip, clip] as min-char-rnn does. Not thread-safe.
 */
public final class EngineLearner implements Learner {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Engine engine;
    private final Optimizer optimizer;
    private final float clip;
    private final long seed;
    private final float[] weights;
    private final float[] gradient;
    private long steps;

    /**
     * @param values first weights
     * @param dropout see {@link Engine}
     * @param seed of what is dropped out
     */
    public EngineLearner(Shape shape, float[] values, Optimizer optimizer, double clip, double dropout, long seed) {
        this.engine = new Engine(shape, values, dropout);
        this.optimizer = optimizer;
        this.clip = (float) clip;
        this.seed = seed;
        this.weights = values.clone();
        this.gradient = new float[weights.length];
    }

    @Override
    public double fit(Batch batch) {
        double loss = engine.gradient(batch, gradient, seed + steps * GOLDEN);
        float share = 1f / batch.sequences();
        float most = clip;
        float[] all = gradient;
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.max(-most, Math.min(most, all[i] * share));
        }
        optimizer.step(weights, all);
        engine.weights(weights);
        steps++;
        return loss;
    }

    /** Batches learnt so far. */
    public long steps() {
        return steps;
    }

    /** A copy of the weights, flat as {@link Shape} says. */
    public float[] weights() {
        return weights.clone();
    }

    /** What the optimizer has gathered; copies. */
    public List<float[]> gathered() {
        return optimizer.state();
    }

    /** See {@link Engine#carried()}. */
    public List<float[]> carried() {
        return engine.carried();
    }

    /** Goes on where another has stopped that had the same weights. */
    public void resume(long stepsBefore, List<float[]> gathered, List<float[]> carried) {
        steps = stepsBefore;
        optimizer.state(gathered);
        engine.carried(carried);
    }

    @Override
    public void close() {
        engine.close();
    }
}
