package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.Network;
import io.portent.model.engine.Matrix.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers one above the other, then chances from the last layer's state and from the input itself:
 *
 * <pre>
 *   y_t = sigmoid(V h_t + U x_t + c)
 * </pre>
 *
 * <p>The same mathematics as DL4J's own layers from a zero state, with one BLAS call where they make a dozen operations,
 * and on memory that is kept from batch to batch. Knows nothing of optimizers. Not thread-safe; different engines may work
 * in different threads.
 */
public final class Engine implements Network {
    /** Keeps the logarithm of the loss finite where a chance is 0 or 1 in float. */
    private static final double LEAST_CHANCE = 1e-7;

    private final Shape shape;
    private final Matrix weights = new Matrix();
    private final Matrix gradient = new Matrix();
    private final Matrix input = new Matrix();
    private final Matrix outputs = new Matrix();
    private final List<RecurrentLayer> layers = new ArrayList<>();
    private final Part stateWeights;
    private final Part inputWeights;
    private final int bias;

    /**
     * @param values weights, flat as {@link Shape} says
     * @throws IllegalArgumentException if they are more or fewer than the shape has
     */
    public Engine(Shape shape, float[] values) {
        this.shape = shape;
        weights.reserve(shape.weights());
        for (int layer = 0; layer < shape.layers(); layer++) {
            layers.add(new RecurrentLayer(shape, layer, weights));
        }
        int start = shape.start(shape.layers());
        int width = shape.units() + shape.features();
        this.stateWeights = new Part(weights, start, width);
        this.inputWeights = new Part(weights, start + shape.units(), width);
        this.bias = start + shape.outputs() * width;
        weights(values);
    }

    /** Takes over other weights. */
    public void weights(float[] values) {
        if (values.length != shape.weights()) {
            throw new IllegalArgumentException("the network has " + values.length + " weights, expected "
                    + shape.weights() + " for its description");
        }
        weights.put(0, values, shape.weights());
    }

    /** Chances at all steps, [sequence][step][output]. */
    public float[] answers(Batch batch) {
        read(batch, false);
        float[] answers = chances(batch.steps() * batch.sequences());
        float[] turned = new float[answers.length];
        int n = shape.outputs();
        for (int step = 0; step < batch.steps(); step++) {
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                int from = (step * batch.sequences() + sequence) * n;
                System.arraycopy(answers, from, turned, (sequence * batch.steps() + step) * n, n);
            }
        }
        return turned;
    }

    @Override
    public float[] sliding(float[] vectors, int first, int sequences, int steps) {
        int features = shape.features();
        int rows = steps + sequences - 1;
        input.reserve((long) rows * features);
        float[] some = new float[rows * features];
        System.arraycopy(vectors, first * features, some, 0, some.length);
        input.put(0, some, some.length);
        forward(steps, sequences, 1, false);
        int last = (steps - 1) * sequences;
        logits(sequences, last, steps - 1);
        return squashed(sequences);
    }

    /**
     * The gradient of the cross-entropy, summed over all targets that count.
     *
     * @param into flat, like the weights; overwritten
     * @return the cross-entropy
     */
    public double gradient(Batch batch, float[] into) {
        gradient.reserve(shape.weights());
        read(batch, true);
        int rows = batch.steps() * batch.sequences();
        float[] errors = chances(rows);
        double loss = errors(batch, errors);
        outputs.put(0, errors, errors.length);
        backwardOutput(rows, errors);
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            boolean bottom = layer == 0;
            layers.get(layer)
                    .backward(
                            bottom ? input : layers.get(layer - 1).states(),
                            gradient,
                            bottom ? null : layers.get(layer - 1).stateGradients());
        }
        gradient.get(0, into, shape.weights());
        return loss;
    }

    private void read(Batch batch, boolean learning) {
        int features = shape.features();
        int steps = batch.steps();
        int sequences = batch.sequences();
        input.reserve((long) steps * sequences * features);
        float[] one = new float[sequences * features];
        for (int step = 0; step < steps; step++) {
            for (int sequence = 0; sequence < sequences; sequence++) {
                int from = (sequence * steps + step) * features;
                System.arraycopy(batch.inputs(), from, one, sequence * features, features);
            }
            input.put(step * one.length, one, one.length);
        }
        forward(steps, sequences, sequences, learning);
    }

    private void forward(int steps, int sequences, int stride, boolean learning) {
        Matrix below = input;
        int jump = stride;
        for (RecurrentLayer layer : layers) {
            layer.forward(below, weights, steps, sequences, jump, learning);
            below = layer.states();
            jump = sequences;
        }
    }

    private float[] chances(int rows) {
        logits(rows, 0, 0);
        return squashed(rows);
    }

    /** Without the bias. */
    private void logits(int rows, int firstState, int firstInput) {
        int n = shape.outputs();
        outputs.reserve((long) rows * n);
        Part to = new Part(outputs, 0, n);
        Part states = new Part(top().states(), firstState * shape.units(), shape.units());
        Matrix.product(rows, n, shape.units(), states, stateWeights.transposed(), 0, to);
        Part inputs = new Part(input, firstInput * shape.features(), shape.features());
        Matrix.product(rows, n, shape.features(), inputs, inputWeights.transposed(), 1, to);
    }

    private float[] squashed(int rows) {
        int n = shape.outputs();
        float[] biases = new float[n];
        weights.get(bias, biases, n);
        float[] chances = new float[rows * n];
        outputs.get(0, chances, chances.length);
        for (int i = 0; i < chances.length; i++) {
            // Exactly, unlike the units: a chance of 1e-6 is an answer, and the quick form would round it to nothing.
            chances[i] = (float) (1 / (1 + Math.exp(-chances[i] - biases[i % n])));
        }
        return chances;
    }

    /** Turns chances [step][sequence][output] into errors; hidden ones are 0. */
    private double errors(Batch batch, float[] chances) {
        double loss = 0;
        int n = shape.outputs();
        int to = 0;
        for (int step = 0; step < batch.steps(); step++) {
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                int from = (sequence * batch.steps() + step) * n;
                for (int output = 0; output < n; output++, to++) {
                    float mask = batch.masks()[from + output];
                    float target = batch.targets()[from + output];
                    if (mask != 0) {
                        double chance = target > 0.5f ? chances[to] : 1 - chances[to];
                        loss -= Math.log(Math.max(LEAST_CHANCE, chance));
                    }
                    chances[to] = mask * (chances[to] - target);
                }
            }
        }
        return loss;
    }

    private void backwardOutput(int rows, float[] errors) {
        int n = shape.outputs();
        int units = shape.units();
        int features = shape.features();
        int width = units + features;
        layers.forEach(RecurrentLayer::beginBackward);
        Part all = new Part(outputs, 0, n);
        Part states = new Part(top().states(), 0, units);
        Matrix.product(n, units, rows, all.transposed(), states, 0, new Part(gradient, stateWeights.at(), width));
        Part inputs = new Part(input, 0, features);
        Matrix.product(n, features, rows, all.transposed(), inputs, 0, new Part(gradient, inputWeights.at(), width));
        Matrix.product(rows, units, n, all, stateWeights, 0, new Part(top().stateGradients(), 0, units));
        float[] biases = new float[n];
        for (int i = 0; i < errors.length; i++) {
            biases[i % n] += errors[i];
        }
        gradient.put(bias, biases, n);
    }

    private RecurrentLayer top() {
        return layers.get(layers.size() - 1);
    }

    @Override
    public void close() {
        layers.forEach(RecurrentLayer::close);
        weights.close();
        gradient.close();
        input.close();
        outputs.close();
    }
}
