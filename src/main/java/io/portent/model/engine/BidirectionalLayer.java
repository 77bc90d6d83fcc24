package io.portent.model.engine;

import io.portent.model.engine.Matrix.Part;
import org.jspecify.annotations.Nullable;

/**
 * Two recurrent layers over the same steps, of which one reads from the first to the last and the other from the last to the first
 * (Schuster and Paliwal 1997):
 *
 * <pre>
 *   to a layer above, at each step   [there_t ; back_t]
 *   to the output                    [there_T ; back_1]     each has read all of the sequence then
 * </pre>
 *
 * <p>That of the way back is a {@link RecurrentLayer} like any other, which reads a copy of its input with the last step first. Where
 * sequences share their steps with their neighbours, the copy has them in the reverse order, too. Not thread-safe.
 */
final class BidirectionalLayer implements Layer {
    private final RecurrentLayer there;
    private final RecurrentLayer back;
    /** Whether nothing but the end of both ways is given. */
    private final boolean top;

    private final int inputs;
    private final int units;
    private final Matrix turned = new Matrix();
    private final Matrix turnedGradients = new Matrix();
    private final Matrix joined = new Matrix();
    private final Matrix joinedGradients = new Matrix();
    private float[] block = new float[0];
    private float[] other = new float[0];
    private float[] half = new float[0];
    private float[] both = new float[0];
    private int steps;
    private int sequences;
    /** Whether the sequences of the way back stand in the reverse order. */
    private boolean crossed;

    BidirectionalLayer(Shape shape, int layer, Matrix weights) {
        this.inputs = shape.inputs(layer);
        this.units = shape.units();
        this.top = layer == shape.layers() - 1;
        this.there = new RecurrentLayer(shape, layer, shape.start(layer), weights);
        this.back = new RecurrentLayer(shape, layer, shape.start(layer) + shape.wayWeights(layer), weights);
    }

    @Override
    public void forward(
            Part input, int allSteps, int allSequences, int stride, boolean learning, float @Nullable [] carried) {
        steps = allSteps;
        sequences = allSequences;
        crossed = stride != sequences;
        int blocks = crossed ? steps - 1 + sequences : steps;
        turn(input, blocks, crossed ? 1 : sequences);
        there.forward(input, steps, sequences, stride, learning, null);
        back.forward(new Part(turned, 0, inputs), steps, sequences, stride, learning, null);
        join();
    }

    /** Copies the input with the last rows first. */
    private void turn(Part input, int blocks, int rows) {
        int size = rows * inputs;
        turned.reserve((long) blocks * size);
        block = fitting(block, size);
        for (int i = 0; i < blocks; i++) {
            input.matrix().get(input.at() + i * size, block, size);
            turned.put((blocks - 1 - i) * size, block, size);
        }
    }

    private static float[] fitting(float[] array, int size) {
        return array.length == size ? array : new float[size];
    }

    private void join() {
        int size = sequences * units;
        half = fitting(half, size);
        both = fitting(both, 2 * size);
        joined.reserve(2L * size * stepsGiven());
        for (int i = 0; i < stepsGiven(); i++) {
            read(there, thereStep(i), half);
            for (int sequence = 0; sequence < sequences; sequence++) {
                System.arraycopy(half, sequence * units, both, 2 * sequence * units, units);
            }
            read(back, backStep(i), half);
            for (int sequence = 0; sequence < sequences; sequence++) {
                int from = crossed ? sequences - 1 - sequence : sequence;
                System.arraycopy(half, from * units, both, (2 * sequence + 1) * units, units);
            }
            joined.put(2 * i * size, both, 2 * size);
        }
    }

    private static void read(RecurrentLayer way, int step, float[] to) {
        Part states = way.given(step);
        states.matrix().get(states.at(), to, to.length);
    }

    private int thereStep(int given) {
        return top ? steps - 1 : given;
    }

    /** In its own order. */
    private int backStep(int given) {
        return steps - 1 - (top ? 0 : given);
    }

    @Override
    public int stepsGiven() {
        return top ? 1 : steps;
    }

    @Override
    public Part given(int step) {
        return new Part(joined, 2 * step * sequences * units, 2 * units);
    }

    @Override
    public Part gradients() {
        return new Part(joinedGradients, 0, 2 * units);
    }

    @Override
    public void beginBackward() {
        int size = 2 * stepsGiven() * sequences * units;
        joinedGradients.reserve(size);
        joinedGradients.clear(size);
        there.beginBackward();
        back.beginBackward();
    }

    @Override
    public void backward(Part input, Matrix gradient, @Nullable Part inputGradient) {
        part();
        there.backward(input, gradient, inputGradient);
        Part turnedInput = new Part(turned, 0, inputs);
        if (inputGradient == null) {
            back.backward(turnedInput, gradient, null);
            return;
        }
        turnedGradients.reserve((long) steps * sequences * inputs);
        turnedGradients.clear(steps * sequences * inputs);
        back.backward(turnedInput, gradient, new Part(turnedGradients, 0, inputs));
        addTurned(inputGradient);
    }

    /** The gradients of what was given, to each way its own. */
    private void part() {
        int size = sequences * units;
        for (int i = 0; i < stepsGiven(); i++) {
            joinedGradients.get(2 * i * size, both, 2 * size);
            for (int way = 0; way < 2; way++) {
                for (int sequence = 0; sequence < sequences; sequence++) {
                    System.arraycopy(both, (2 * sequence + way) * units, half, sequence * units, units);
                }
                Part to = way == 0 ? there.gradients() : back.gradients();
                to.matrix().put((way == 0 ? thereStep(i) : backStep(i)) * size, half, size);
            }
        }
    }

    private void addTurned(Part to) {
        int size = sequences * inputs;
        block = fitting(block, size);
        other = fitting(other, size);
        for (int step = 0; step < steps; step++) {
            turnedGradients.get((steps - 1 - step) * size, block, size);
            to.matrix().get(to.at() + step * size, other, size);
            for (int i = 0; i < size; i++) {
                other[i] += block[i];
            }
            to.matrix().put(to.at() + step * size, other, size);
        }
    }

    @Override
    public float[] carried() {
        return new float[0];
    }

    @Override
    public void close() {
        there.close();
        back.close();
        turned.close();
        turnedGradients.close();
        joined.close();
        joinedGradients.close();
    }
}
