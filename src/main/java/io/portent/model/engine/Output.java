package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.engine.Matrix.Part;

/**
 * What turns the last layer's states, and for hazards the input itself, into chances:
 *
 * <pre>
 *   hazards   y = sigmoid(V h + U x + c)
 *   symbols   y = softmax(V h + c)
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class Output implements AutoCloseable {
    /** Keeps the logarithm of the loss finite where a chance is 0 or 1 in float. */
    private static final double LEAST_CHANCE = 1e-7;

    private final int n;
    private final int given;
    private final int features;
    private final Answers kind;
    private final Part stateWeights;
    private final Part inputWeights;
    private final int bias;
    private final Matrix outputs = new Matrix();
    private final float[] biases;
    private float[] chances = new float[0];

    Output(Shape shape, Matrix weights) {
        this.n = shape.outputs();
        this.given = shape.given();
        this.features = shape.features();
        this.kind = shape.answers();
        int start = shape.start(shape.layers());
        int width = shape.outputInputs();
        this.stateWeights = new Part(weights, start, width);
        this.inputWeights = new Part(weights, start + given, width);
        this.bias = start + n * width;
        this.biases = new float[n];
    }

    /** Chances [row][output] in an array that is longer perhaps and is overwritten by the next call. */
    float[] chances(int rows, Part states, Part input) {
        outputs.reserve((long) rows * n);
        Part to = new Part(outputs, 0, n);
        Matrix.product(rows, n, given, states, stateWeights.transposed(), 0, to);
        if (kind == Answers.HAZARDS) {
            Matrix.product(rows, n, features, input, inputWeights.transposed(), 1, to);
        }
        if (chances.length < rows * n) {
            chances = new float[rows * n];
        }
        outputs.get(0, chances, rows * n);
        stateWeights.matrix().get(bias, biases, n);
        for (int row = 0; row < rows * n; row += n) {
            squash(row);
        }
        return chances;
    }

    private void squash(int row) {
        if (kind == Answers.SYMBOLS) {
            Squash.softmax(chances, row, biases);
            return;
        }
        for (int i = 0; i < n; i++) {
            // Exactly, unlike the units: a chance of 1e-6 is an answer, and the quick form would round it to nothing.
            chances[row + i] = (float) (1 / (1 + Math.exp(-chances[row + i] - biases[i])));
        }
    }

    /**
     * Turns the chances of the last call, [step][sequence][output], into errors; hidden ones are 0.
     *
     * @param first step that they are of
     * @return the cross-entropy, summed over all targets that count
     */
    double errors(Batch batch, int first) {
        double loss = 0;
        int to = 0;
        for (int step = first; step < batch.steps(); step++) {
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                loss += errors(batch, (sequence * batch.steps() + step) * n, to);
                to += n;
            }
        }
        outputs.put(0, chances, to);
        return loss;
    }

    private double errors(Batch batch, int from, int to) {
        float[] masks = batch.masks();
        float[] targets = batch.targets();
        double loss = 0;
        for (int i = 0; i < n; i++) {
            boolean hit = targets[from + i] > 0.5f;
            if ((hit || kind == Answers.HAZARDS) && masks[from + i] != 0) {
                float chance = chances[to + i];
                loss -= masks[from + i] * Math.log(Math.max(LEAST_CHANCE, hit ? chance : 1 - chance));
            }
        }
        for (int i = 0; i < n; i++) {
            chances[to + i] = masks[from + i] * (chances[to + i] - targets[from + i]);
        }
        return loss;
    }

    /**
     * After {@link #errors}.
     *
     * @param gradient flat, like the weights
     * @param stateGradient written
     */
    void backward(int rows, Part states, Part input, Matrix gradient, Part stateGradient) {
        Part all = new Part(outputs, 0, n);
        int width = stateWeights.stride();
        Part toStates = new Part(gradient, stateWeights.at(), width);
        Matrix.product(n, given, rows, all.transposed(), states, 0, toStates);
        if (kind == Answers.HAZARDS) {
            Part toInput = new Part(gradient, inputWeights.at(), width);
            Matrix.product(n, features, rows, all.transposed(), input, 0, toInput);
        }
        Matrix.product(rows, given, n, all, stateWeights, 0, stateGradient);
        float[] sums = new float[n];
        for (int row = 0; row < rows * n; row += n) {
            for (int i = 0; i < n; i++) {
                sums[i] += chances[row + i];
            }
        }
        gradient.put(bias, sums, n);
    }

    @Override
    public void close() {
        outputs.close();
    }
}
