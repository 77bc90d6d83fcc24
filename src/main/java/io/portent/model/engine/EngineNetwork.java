package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.Network;

/** A network that answers and does not learn. Not thread-safe. */
public final class EngineNetwork implements Network {
    private final Engine engine;

    /**
     * @param weights flat, as {@link Shape} says
     * @throws IllegalArgumentException if they are more or fewer than the shape has
     */
    public EngineNetwork(Shape shape, float[] weights) {
        if (weights.length != shape.weights()) {
            throw new IllegalArgumentException("the network has " + weights.length + " weights, expected "
                    + shape.weights() + " for its description");
        }
        this.engine = new Engine(shape);
        engine.weights(weights);
    }

    @Override
    public float[] answers(Batch batch) {
        return engine.answers(batch);
    }

    @Override
    public float[] sliding(float[] vectors, int first, int sequences, int steps) {
        return engine.sliding(vectors, first, sequences, steps);
    }

    @Override
    public void close() {
        engine.close();
    }
}
