package io.portent.model;

import java.util.Random;

/** Batches of noise, with rare targets, a burn-in that does not count, and masks within the rest. */
public final class RandomBatch {
    private RandomBatch() {}

    public static Batch of(Random random, int sequences, int steps, int features, int outputs) {
        Batch batch = new Batch(sequences, steps, features, outputs);
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = (float) random.nextGaussian();
        }
        int burnIn = random.nextInt(steps);
        for (int i = 0; i < batch.targets().length; i++) {
            boolean counts = i / outputs % steps >= burnIn && random.nextInt(4) > 0;
            batch.masks()[i] = counts ? 1 : 0;
            batch.targets()[i] = counts && random.nextInt(5) == 0 ? 1 : 0;
        }
        return batch;
    }

    /** The same, asked at the last step of each sequence only. */
    public static Batch atTheEnd(Random random, int sequences, int steps, int features, int outputs) {
        Batch batch = of(random, sequences, steps, features, outputs);
        for (int i = 0; i < batch.masks().length; i++) {
            boolean last = i / outputs % steps == steps - 1;
            batch.masks()[i] = last ? batch.masks()[i] : 0;
            batch.targets()[i] = last ? batch.targets()[i] : 0;
        }
        return batch;
    }

    /** Some steps of the only sequence of a batch. */
    public static Batch part(Batch row, int first, int steps) {
        Batch part = new Batch(1, steps, row.features(), row.outputs());
        System.arraycopy(row.inputs(), first * row.features(), part.inputs(), 0, part.inputs().length);
        return part;
    }
}
