package io.portent;

import io.portent.model.Batch;
import io.portent.model.LearningNetwork;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks without weights: the answer is a function of seed, number of optimizer steps and a fading memory of the sequence
 * read so far. They remember what they were trained on.
 */
public final class FakeNetworks implements NetworkFactory {
    private final Answer answer;
    public final List<Fake> created = new ArrayList<>();
    public int open;

    /** The chance that one step answers. */
    public interface Answer {
        float of(long seed, int fits, double memory, int output);
    }

    public FakeNetworks(Answer answer) {
        this.answer = answer;
    }

    /** Answers from what was read: every earlier step of the sequence matters a little. */
    public static FakeNetworks remembering() {
        return new FakeNetworks(
                (seed, fits, memory, output) -> (float) (1 / (1 + Math.exp(2 - 0.001 * memory - 0.1 * output))));
    }

    @Override
    public LearningNetwork create(ModelSpec spec, int features, float[] bias) {
        Fake fake = new Fake(spec.seed(), features, bias.length, 0, bias.clone());
        created.add(fake);
        open++;
        return fake;
    }

    @Override
    public Network restore(byte[] saved, ModelSpec spec, int features, int outputs) {
        ByteBuffer buffer = ByteBuffer.wrap(saved);
        if (saved.length != 12) {
            throw new IllegalArgumentException("not a network");
        }
        open++;
        return new Fake(buffer.getLong(), features, outputs, buffer.getInt(), new float[outputs]);
    }

    /** A network; owns its arrays. */
    public final class Fake implements LearningNetwork {
        public final long seed;
        public final List<Batch> learnt = new ArrayList<>();
        public final List<Double> rates = new ArrayList<>();
        public final float[] bias;
        private final int features;
        private final int outputs;
        private int fits;

        Fake(long seed, int features, int outputs, int fits, float[] bias) {
            this.seed = seed;
            this.features = features;
            this.outputs = outputs;
            this.fits = fits;
            this.bias = bias;
        }

        @Override
        public double fit(Batch batch) {
            learnt.add(batch);
            fits++;
            return 1;
        }

        @Override
        public void learningRate(double rate) {
            rates.add(rate);
        }

        @Override
        public float[] answers(Batch batch) {
            float[] answers = new float[batch.sequences() * batch.steps() * outputs];
            for (int sequence = 0; sequence < batch.sequences(); sequence++) {
                int first = sequence * batch.steps();
                float[] one = read(batch.inputs(), first, batch.steps());
                System.arraycopy(one, 0, answers, first * outputs, one.length);
            }
            return answers;
        }

        @Override
        public float[] sliding(float[] vectors, int first, int sequences, int steps) {
            float[] answers = new float[sequences * outputs];
            for (int sequence = 0; sequence < sequences; sequence++) {
                float[] one = read(vectors, first + sequence, steps);
                System.arraycopy(one, (steps - 1) * outputs, answers, sequence * outputs, outputs);
            }
            return answers;
        }

        /** [step][output] */
        private float[] read(float[] vectors, int first, int steps) {
            float[] answers = new float[steps * outputs];
            double memory = 0;
            int to = 0;
            for (int step = first; step < first + steps; step++) {
                memory *= 0.9;
                for (int f = 0; f < features; f++) {
                    memory += vectors[step * features + f];
                }
                for (int output = 0; output < outputs; output++) {
                    answers[to++] = answer.of(seed, fits, memory, output);
                }
            }
            return answers;
        }

        @Override
        public byte[] save() {
            return ByteBuffer.allocate(12).putLong(seed).putInt(fits).array();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
