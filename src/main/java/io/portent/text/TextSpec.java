package io.portent.text;

import io.portent.codec.Codec;
import io.portent.model.NetworkKind;
import io.portent.model.engine.Answers;
import io.portent.model.engine.FirstWeights;
import io.portent.model.engine.Shape;

/**
 * How a network for text is built and trained. The defaults are min-char-rnn's.
 *
 * @param codec the name of its provider
 * @param units hidden units per layer
 * @param dropout share of each layer's output that is left out while learning, in [0, 1)
 * @param sequence steps that a gradient reaches back
 * @param batch sequences side by side
 * @param rate how far a step goes
 * @param epsilon keeps the first steps finite
 * @param clip each part of the gradient is cut to [-clip, clip]
 * @param randomFactor width of the normal distribution that the first weights come from; 0: by the size of the layers
 * @param seed of first weights, dropout and samples
 * @param epochs passes over the text
 * @param validation share of the text, at its end, that is not learnt from and scored, in [0, 0.5]
 */
public record TextSpec(
        String codec,
        NetworkKind network,
        int units,
        int layers,
        double dropout,
        int sequence,
        int batch,
        UpdaterKind updater,
        double rate,
        double epsilon,
        double clip,
        double randomFactor,
        long seed,
        int epochs,
        double validation) {
    public TextSpec {
        atLeastOne("units", units);
        atLeastOne("layers", layers);
        atLeastOne("sequence", sequence);
        atLeastOne("batch", batch);
        atLeastOne("epochs", epochs);
        require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)", dropout);
        require(rate > 0 && rate <= 10, "rate must be in (0, 10]", rate);
        require(epsilon > 0 && epsilon <= 1, "epsilon must be in (0, 1]", epsilon);
        require(clip > 0, "clip must be positive", clip);
        require(randomFactor >= 0 && randomFactor <= 10, "random factor must be in [0, 10]", randomFactor);
        if (network.bidirectional()) {
            throw new IllegalArgumentException("network must read forward, was " + network.label()
                    + ": what is to be written may not be read beforehand");
        }
        require(validation >= 0 && validation <= 0.5, "validation must be in [0, 0.5]", validation);
    }

    private static void atLeastOne(String what, int value) {
        require(value >= 1, what + " must be >= 1", value);
    }

    private static void require(boolean holds, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + value);
        }
    }

    public Shape shape(Codec<?> with) {
        return new Shape(network, with.inputs(), units, layers, with.outputs(), Answers.SYMBOLS);
    }

    float[] firstWeights(Shape shape) {
        return randomFactor > 0 ? FirstWeights.normal(shape, randomFactor, seed) : FirstWeights.byFan(shape, seed);
    }

    /** For more or fewer passes over the text, and with other steps from here on. */
    public TextSpec goingOn(int otherEpochs, double otherRate) {
        return new TextSpec(
                codec,
                network,
                units,
                layers,
                dropout,
                sequence,
                batch,
                updater,
                otherRate,
                epsilon,
                clip,
                randomFactor,
                seed,
                otherEpochs,
                validation);
    }
}
