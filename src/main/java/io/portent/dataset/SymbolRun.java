package io.portent.dataset;

import io.portent.codec.Decoder;
import io.portent.codec.Encoder;
import java.util.List;

/** A row of steps of which each is answered by the next. Vectors are made when they are asked for: a text of k characters would else take k times its size. */
public final class SymbolRun {
    private final int inputs;
    private final int outputs;
    private final int size;
    private final Vectors vectors;
    private final Targets targets;

    private interface Vectors {
        void write(int step, float[] out, int at);
    }

    private interface Targets {
        int of(int step);
    }

    private SymbolRun(int inputs, int outputs, int size, Vectors vectors, Targets targets) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.size = size;
        this.vectors = vectors;
        this.targets = targets;
    }

    /** @throws IllegalArgumentException for fewer than two steps: nothing would follow */
    public static <S, C extends Encoder<S> & Decoder<S>> SymbolRun of(C codec, List<S> steps) {
        if (steps.size() < 2) {
            throw new IllegalArgumentException("there is nothing to learn from " + steps.size() + " steps, at least 2");
        }
        return new SymbolRun(
                codec.inputs(),
                codec.outputs(),
                steps.size() - 1,
                (step, out, at) -> codec.encode(steps.get(step), out, at),
                step -> codec.outputOf(steps.get(step + 1)));
    }

    /** Steps that have a next one. */
    public int size() {
        return size;
    }

    public int inputs() {
        return inputs;
    }

    public int outputs() {
        return outputs;
    }

    /** Writes the vector of a step. */
    public void input(int step, float[] out, int at) {
        vectors.write(step, out, at);
    }

    /** The output that stands for what comes after a step. */
    public int target(int step) {
        return targets.of(step);
    }
}
