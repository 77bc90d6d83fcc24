package io.portent.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Trains a network on chunks and stops when a held-out block stops improving. It does not know what kind of network it
 * trains, nor what the vectors mean.
 */
final class Trainer {
    /** Epochs without improvement after which the rate is halved. */
    private static final int PLATEAU = 3;

    private static final double LEAST_CHANCE = 1e-6;

    private final NetworkFactory networks;
    private final ModelSpec spec;
    private final TrainingListener listener;

    Trainer(NetworkFactory networks, ModelSpec spec, TrainingListener listener) {
        this.networks = networks;
        this.spec = spec;
        this.listener = listener;
    }

    /** The network as it was saved after its best epoch. */
    byte[] train(int member, List<Chunk> learn, List<Chunk> heldOut) {
        int features = learn.get(0).run().features();
        try (LearningNetwork network = networks.create(spec, features, bias(learn))) {
            Random order = new Random(spec.seed());
            List<Batch> judges = batches(heldOut);
            // Without a judge the training loss decides, and any epoch is better than none.
            double best = judges.isEmpty() ? Double.POSITIVE_INFINITY : loss(network, judges);
            byte[] saved = network.save();
            int worse = 0;
            double rate = spec.learningRate();
            for (int epoch = 1; epoch <= spec.epochs() && worse < spec.patience(); epoch++) {
                double loss = epoch(network, learn, order);
                double judged = judges.isEmpty() ? loss : loss(network, judges);
                listener.epoch(member, epoch, loss, judged);
                worse++;
                if (judged < best) {
                    best = judged;
                    saved = network.save();
                    worse = 0;
                } else if (worse % PLATEAU == 0) {
                    rate /= 2;
                    network.learningRate(rate);
                }
            }
            return saved;
        }
    }

    private double epoch(LearningNetwork network, List<Chunk> learn, Random order) {
        List<Chunk> shuffled = new ArrayList<>(learn);
        Collections.shuffle(shuffled, order);
        double loss = 0;
        double weight = 0;
        for (Batch batch : batches(shuffled)) {
            if (listener.stop()) {
                throw new TrainingStopped();
            }
            loss += network.fit(batch);
            weight += weight(batch);
        }
        return loss / weight;
    }

    private List<Batch> batches(List<Chunk> chunks) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < chunks.size(); from += spec.batch()) {
            List<Chunk> some = chunks.subList(from, Math.min(chunks.size(), from + spec.batch()));
            int steps = some.stream()
                    .mapToInt(chunk -> chunk.to() - chunk.from())
                    .max()
                    .orElse(0);
            Batch batch = new Batch(
                    some.size(),
                    steps,
                    some.get(0).run().features(),
                    some.get(0).run().outputs());
            for (int i = 0; i < some.size(); i++) {
                batch.put(i, some.get(i));
            }
            batches.add(batch);
        }
        return batches;
    }

    /** Mean cross-entropy per counted target. */
    private static double loss(LearningNetwork network, List<Batch> batches) {
        double loss = 0;
        double weight = 0;
        for (Batch batch : batches) {
            float[] answers = network.answers(batch);
            for (int i = 0; i < answers.length; i++) {
                float counted = batch.masks()[i];
                if (counted != 0) {
                    double chance = batch.targets()[i] > 0.5f ? answers[i] : 1 - answers[i];
                    loss -= counted * Math.log(Math.max(LEAST_CHANCE, chance));
                    weight += counted;
                }
            }
        }
        return weight == 0 ? 0 : loss / weight;
    }

    private static double weight(Batch batch) {
        double weight = 0;
        for (float one : batch.masks()) {
            weight += one;
        }
        return weight;
    }

    /**
     * Each output starts at the base rate of its target, half a case added on both sides. From a bias of zero a rare
     * target costs the first epochs for nothing but learning that it is rare.
     */
    private static float[] bias(List<Chunk> learn) {
        int outputs = learn.get(0).run().outputs();
        double[] onsets = new double[outputs];
        double[] counted = new double[outputs];
        for (Chunk chunk : learn) {
            for (int i = chunk.countsFrom() * outputs; i < chunk.to() * outputs; i++) {
                onsets[i % outputs] += chunk.run().targets()[i];
                counted[i % outputs] += chunk.run().masks()[i];
            }
        }
        float[] bias = new float[outputs];
        for (int i = 0; i < outputs; i++) {
            bias[i] = (float) Math.log((onsets[i] + 0.5) / (counted[i] - onsets[i] + 0.5));
        }
        return bias;
    }
}
