package io.portent.text;

import io.portent.codec.Codec;
import io.portent.model.engine.Shape;
import io.portent.model.engine.Stepper;

/**
 * A codec and a network that has learnt through it. Immutable.
 *
 * @param <S> a step of the codec
 */
public final class TextModel<S> {
    private final Codec<S> codec;
    private final Shape shape;
    private final float[] weights;

    /** @throws IllegalArgumentException if codec, shape and weights do not belong together */
    public TextModel(Codec<S> codec, Shape shape, float[] weights) {
        if (shape.features() != codec.inputs() || shape.outputs() != codec.outputs()) {
            throw new IllegalArgumentException("the network reads " + shape.features() + " values and answers with "
                    + shape.outputs() + ", the codec writes " + codec.inputs() + " and reads " + codec.outputs());
        }
        if (weights.length != shape.weights()) {
            throw new IllegalArgumentException(
                    "the network has " + weights.length + " weights, expected " + shape.weights());
        }
        this.codec = codec;
        this.shape = shape;
        this.weights = weights.clone();
    }

    public Codec<S> codec() {
        return codec;
    }

    public Shape shape() {
        return shape;
    }

    /** A copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** The network in a zero state. */
    public Stepper stepper() {
        return new Stepper(shape, weights);
    }
}
