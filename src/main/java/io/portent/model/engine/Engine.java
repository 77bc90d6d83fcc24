package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.Network;
import io.portent.model.engine.Matrix.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers one above the other, then an {@link Output}. The same mathematics as DL4J's own layers from a zero
 * state, and exact also where a batch goes on from the one before, which theirs are not; with one BLAS call where they make
 * a dozen operations, and on memory that is kept from batch to batch. Knows nothing of optimizers. Not thread-safe;
 * different engines may work in different threads.
 *
 * <p>A bidirectional network answers at the last step alone, and reads each batch from a zero state.
 */
public final class Engine implements Network {
    private final Shape shape;
    private final double dropout;
    private final Matrix weights = new Matrix();
    private final Matrix gradient = new Matrix();
    private final Matrix input = new Matrix();
    private final List<Layer> layers = new ArrayList<>();
    private final List<Dropout> dropouts = new ArrayList<>();
    private final Output output;
    private List<float[]> carried = List.of();
    private float[] row = new float[0];

    /**
     * @param values weights, flat as {@link Shape} says
     * @throws IllegalArgumentException if they are more or fewer than the shape has
     */
    public Engine(Shape shape, float[] values) {
        this(shape, values, 0);
    }

    /** @param dropout share of what each layer gives to the one above that is left out while learning, in [0, 1) */
    public Engine(Shape shape, float[] values, double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
        this.shape = shape;
        this.dropout = dropout;
        weights.reserve(shape.weights());
        for (int layer = 0; layer < shape.layers(); layer++) {
            layers.add(
                    shape.kind().bidirectional()
                            ? new BidirectionalLayer(shape, layer, weights)
                            : new RecurrentLayer(shape, layer, shape.start(layer), weights));
            dropouts.add(new Dropout());
        }
        this.output = new Output(shape, weights);
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

    /** What the last batch left for one that goes on from it: of each layer states and memory, [sequence][unit] each. */
    public List<float[]> carried() {
        return carried;
    }

    /** The next batch may go on from here. */
    public void carried(List<float[]> states) {
        carried = List.copyOf(states);
    }

    /** Chances at all steps, [sequence][step][output]; NaN at those without an answer. */
    public float[] answers(Batch batch) {
        read(batch, false, 0);
        int first = batch.steps() - top().stepsGiven();
        float[] answers = output.chances(
                top().stepsGiven() * batch.sequences(), top().given(0), input(first * batch.sequences()));
        int n = shape.outputs();
        float[] turned = new float[batch.steps() * batch.sequences() * n];
        Arrays.fill(turned, Float.NaN);
        for (int step = first; step < batch.steps(); step++) {
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                int from = ((step - first) * batch.sequences() + sequence) * n;
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
        forward(steps, sequences, 1, false, null, 0);
        Part last = top().given(top().stepsGiven() - 1);
        float[] chances = output.chances(sequences, last, input(steps - 1));
        return Arrays.copyOf(chances, sequences * shape.outputs());
    }

    /**
     * The gradient of the cross-entropy, summed over all targets that count.
     *
     * @param into flat, like the weights; overwritten
     * @param choice of what is dropped out; the same drops the same
     * @return the cross-entropy
     * @throws IllegalArgumentException if a target counts at a step without an answer
     */
    public double gradient(Batch batch, float[] into, long choice) {
        gradient.reserve(shape.weights());
        read(batch, true, choice);
        int first = batch.steps() - top().stepsGiven();
        requireHidden(batch, first);
        int rows = top().stepsGiven() * batch.sequences();
        Part above = above(layers.size() - 1);
        Part present = input(first * batch.sequences());
        output.chances(rows, above, present);
        double loss = output.errors(batch, first);
        layers.forEach(Layer::beginBackward);
        output.backward(rows, above, present, gradient, top().gradients());
        for (int layer = layers.size() - 1; layer >= 0; layer--) {
            Layer here = layers.get(layer);
            if (dropout > 0) {
                dropouts.get(layer).backward(here.gradients());
            }
            boolean bottom = layer == 0;
            Part below = bottom ? input(0) : above(layer - 1);
            here.backward(below, gradient, bottom ? null : layers.get(layer - 1).gradients());
        }
        gradient.get(0, into, shape.weights());
        return loss;
    }

    /** What a layer gives to the one above it. */
    private Part above(int layer) {
        return dropout > 0 ? dropouts.get(layer).kept() : layers.get(layer).given(0);
    }

    private Part input(int row) {
        return new Part(input, row * shape.features(), shape.features());
    }

    private static void requireHidden(Batch batch, int steps) {
        int n = batch.outputs();
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            int from = sequence * batch.steps() * n;
            for (int i = from; i < from + steps * n; i++) {
                if (batch.masks()[i] != 0) {
                    throw new IllegalArgumentException(
                            "a target counts before the last step, where there is no answer");
                }
            }
        }
    }

    private void read(Batch batch, boolean learning, long choice) {
        if (batch.continues() && shape.kind().bidirectional()) {
            throw new IllegalArgumentException("what is read from both ends goes on from nothing");
        }
        int features = shape.features();
        int steps = batch.steps();
        int sequences = batch.sequences();
        input.reserve((long) steps * sequences * features);
        if (row.length != sequences * features) {
            row = new float[sequences * features];
        }
        for (int step = 0; step < steps; step++) {
            for (int sequence = 0; sequence < sequences; sequence++) {
                int from = (sequence * steps + step) * features;
                System.arraycopy(batch.inputs(), from, row, sequence * features, features);
            }
            input.put(step * row.length, row, row.length);
        }
        List<float[]> before = batch.continues() ? carried : null;
        forward(steps, sequences, sequences, learning, before, choice);
        carried = layers.stream().map(Layer::carried).toList();
    }

    private void forward(
            int steps, int sequences, int stride, boolean learning, @Nullable List<float[]> before, long choice) {
        Part below = input(0);
        int jump = stride;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            layer.forward(below, steps, sequences, jump, learning, carriedInto(i, sequences, before));
            below = layer.given(0);
            if (learning && dropout > 0) {
                int size = layer.stepsGiven() * sequences * shape.given();
                below = dropouts.get(i).apply(below, size, dropout, choice + i);
            }
            jump = sequences;
        }
    }

    private float @Nullable [] carriedInto(int layer, int sequences, @Nullable List<float[]> before) {
        if (before == null || before.isEmpty()) {
            return null;
        }
        float[] states = before.get(layer);
        int expected = shape.memories() * sequences * shape.units();
        if (states.length != expected) {
            throw new IllegalArgumentException("a batch of " + sequences + " sequences cannot go on from "
                    + states.length / shape.memories() / shape.units());
        }
        return states;
    }

    private Layer top() {
        return layers.get(layers.size() - 1);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
        dropouts.forEach(Dropout::close);
        output.close();
        weights.close();
        gradient.close();
        input.close();
    }
}
