package io.portent.model;

import java.util.Arrays;

/**
 * Sequences of equal length side by side. All arrays are row-major: inputs [sequence][step][feature], targets and masks
 * [sequence][step][output]. A mask is 0 (hidden), or how much the target counts: 1, or less where its sort is read more often than
 * others. Owns its arrays; readers must not write to them.
 */
public final class Batch {
    private final int sequences;
    private final int steps;
    private final int features;
    private final int outputs;
    private final boolean continues;
    private final float[] inputs;
    private final float[] targets;
    private final float[] masks;

    Batch(int sequences, int steps, int features, int outputs) {
        this(sequences, steps, features, outputs, false);
    }

    /**
     * All zero.
     *
     * @param continues whether each sequence goes on where that of the batch before has ended
     */
    public Batch(int sequences, int steps, int features, int outputs, boolean continues) {
        this.continues = continues;
        this.sequences = sequences;
        this.steps = steps;
        this.features = features;
        this.outputs = outputs;
        this.inputs = new float[sequences * steps * features];
        this.targets = new float[sequences * steps * outputs];
        this.masks = new float[sequences * steps * outputs];
    }

    public int sequences() {
        return sequences;
    }

    public int steps() {
        return steps;
    }

    public int features() {
        return features;
    }

    public int outputs() {
        return outputs;
    }

    /** Whether each sequence goes on where that of the batch before has ended, instead of beginning from a zero state. */
    public boolean continues() {
        return continues;
    }

    public float[] inputs() {
        return inputs;
    }

    public float[] targets() {
        return targets;
    }

    public float[] masks() {
        return masks;
    }

    /**
     * Puts a chunk in the given place; steps beyond its end stay zero and hidden.
     *
     * @param weight of its targets that count
     */
    void put(int sequence, Chunk chunk, float weight) {
        int from = chunk.from();
        int n = chunk.to() - from;
        System.arraycopy(chunk.run().vectors(), from * features, inputs, sequence * steps * features, n * features);
        int to = sequence * steps * outputs;
        System.arraycopy(chunk.run().targets(), from * outputs, targets, to, n * outputs);
        System.arraycopy(chunk.run().masks(), from * outputs, masks, to, n * outputs);
        int hidden = (chunk.countsFrom() - from) * outputs;
        Arrays.fill(masks, to, to + hidden, 0);
        Arrays.fill(targets, to, to + hidden, 0);
        for (int i = to + hidden; weight != 1 && i < to + n * outputs; i++) {
            masks[i] *= weight;
        }
    }
}
