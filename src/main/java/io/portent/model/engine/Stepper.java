package io.portent.model.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One sequence, one step at a time, in plain Java: a network that only answers needs no native library, and a product of a matrix
 * with one vector gains nothing from one. Allocates nothing per step. Not thread-safe.
 */
public final class Stepper {
    private final Shape shape;
    private final Layer[] layers;
    private final float[] output;
    private final float[] biases;
    private final float[] chances;

    /** Weights turned so that the sums over inputs run along memory: [input][gate][unit]. */
    private static final class Layer {
        private final float[] fromInput;
        private final float[] fromState;
        private final float[] bias;
        private final Cell cell;
        private final float[] gates;
        private final float[] separate;
        private float[] state;
        private float[] next;

        Layer(Shape shape, int layer, float[] weights) {
            int units = shape.units();
            int width = shape.gates() * units;
            int inputs = shape.inputs(layer);
            int start = shape.start(layer);
            fromInput = turned(weights, start, width, inputs);
            fromState = turned(weights, start + width * inputs, width, units);
            int at = start + width * (inputs + units);
            bias = Arrays.copyOfRange(weights, at, at + width);
            cell = Cell.of(shape.kind().cell(), units);
            gates = new float[width];
            separate = new float[width - cell.separateFrom() * units];
            state = new float[units];
            next = new float[units];
        }
    }

    /**
     * @param weights flat as {@link Shape} says
     * @throws IllegalArgumentException if there are more or fewer, or the network reads from both ends and has no answer at a step
     */
    public Stepper(Shape shape, float[] weights) {
        if (shape.kind().bidirectional()) {
            throw new IllegalArgumentException(
                    shape.kind().label() + " reads whole sequences, not one step after the other");
        }
        if (weights.length != shape.weights()) {
            throw new IllegalArgumentException(
                    "the network has " + weights.length + " weights, expected " + shape.weights());
        }
        this.shape = shape;
        this.layers = new Layer[shape.layers()];
        for (int layer = 0; layer < layers.length; layer++) {
            layers[layer] = new Layer(shape, layer, weights);
        }
        int start = shape.start(shape.layers());
        this.output = turned(weights, start, shape.outputs(), shape.outputInputs());
        int at = start + shape.outputs() * shape.outputInputs();
        this.biases = Arrays.copyOfRange(weights, at, at + shape.outputs());
        this.chances = new float[shape.outputs()];
        forget();
    }

    private static float[] turned(float[] weights, int from, int rows, int columns) {
        float[] turned = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = weights[from + row * columns + column];
            }
        }
        return turned;
    }

    /** The next step begins from a zero state. */
    public void forget() {
        for (Layer layer : layers) {
            Arrays.fill(layer.state, 0);
            layer.cell.begin(1, 1, null);
        }
    }

    /**
     * Reads one step.
     *
     * @param from where its vector begins
     * @return chances [output]; the same array each time
     */
    public float[] step(float[] vectors, int from) {
        read(vectors, from);
        return answer(vectors, from);
    }

    /** Reads one step whose answer nobody asks for. */
    public void read(float[] vectors, int from) {
        float[] below = vectors;
        int at = from;
        for (int i = 0; i < layers.length; i++) {
            Layer layer = layers[i];
            Arrays.fill(layer.gates, 0);
            Arrays.fill(layer.separate, 0);
            addProduct(layer.fromInput, below, at, shape.inputs(i), layer.gates, null);
            addProduct(layer.fromState, layer.state, 0, shape.units(), layer.gates, layer.separate);
            memoryStep(layer);
            below = layer.state;
            at = 0;
        }
    }

    private static void memoryStep(Layer layer) {
        layer.cell.forward(0, layer.gates, layer.bias, layer.separate, layer.state, layer.next);
        float[] memory = layer.cell.memory(1);
        if (memory != null) {
            layer.cell.begin(1, 1, memory);
        }
        float[] last = layer.state;
        layer.state = layer.next;
        layer.next = last;
    }

    /** The last gates go to {@code apart}, as many as it holds. */
    private static void addProduct(float[] turned, float[] x, int from, int n, float[] to, float @Nullable [] apart) {
        int width = to.length;
        int shared = apart == null ? width : width - apart.length;
        for (int i = 0; i < n; i++) {
            float value = x[from + i];
            if (value != 0) { // most of a character's vector is
                int row = i * width;
                addScaled(turned, row, value, to, shared);
                if (apart != null) {
                    addScaled(turned, row + shared, value, apart, apart.length);
                }
            }
        }
    }

    private static void addScaled(float[] what, int from, float scale, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += scale * what[from + i];
        }
    }

    private float[] answer(float[] vectors, int from) {
        Arrays.fill(chances, 0);
        float[] top = layers[layers.length - 1].state;
        int n = chances.length;
        for (int i = 0; i < top.length; i++) {
            addScaled(output, i * n, top[i], chances, n);
        }
        if (shape.answers() == Answers.SYMBOLS) {
            Squash.softmax(chances, 0, biases);
            return chances;
        }
        for (int i = 0; i < shape.features(); i++) {
            addScaled(output, (top.length + i) * n, vectors[from + i], chances, n);
        }
        for (int i = 0; i < n; i++) {
            chances[i] = (float) (1 / (1 + Math.exp(-chances[i] - biases[i])));
        }
        return chances;
    }

    /** The outputs of a layer's units after the last step, in (-1, 1); a copy. */
    public float[] hidden(int layer) {
        return layers[layer].state.clone();
    }
}
