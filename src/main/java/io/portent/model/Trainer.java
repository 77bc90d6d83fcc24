package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.model.Visits.Visit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

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
        Visits epochs = new Visits(learn, spec.mostVisited());
        // The same in all epochs: one is compared with another.
        List<Visit> judge = new Visits(heldOut, spec.mostVisited()).draw(new Random(spec.seed()));
        try (LearningNetwork network = networks.create(spec, features, bias(learn))) {
            Random order = new Random(spec.seed());
            // Without a judge the training loss decides, and any epoch is better than none.
            double best = judge.isEmpty() ? Double.POSITIVE_INFINITY : loss(network, judge);
            byte[] saved = network.save();
            int worse = 0;
            double rate = spec.learningRate();
            for (int epoch = 1; epoch <= spec.epochs() && worse < spec.patience(); epoch++) {
                double loss = epoch(network, epochs.draw(order), order);
                double judged = judge.isEmpty() ? loss : loss(network, judge);
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

    private double epoch(LearningNetwork network, List<Visit> visits, Random order) {
        Collections.shuffle(visits, order);
        double[] sums = new double[2];
        Learner.learn(network, batches(visits), (batch, loss) -> {
            sums[0] += loss;
            sums[1] += weight(batch);
            return true;
        });
        return sums[0] / sums[1];
    }

    private Iterator<Batch> batches(List<Visit> visits) {
        int n = (visits.size() + spec.batch() - 1) / spec.batch();
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    if (listener.stop()) {
                        throw new TrainingStopped();
                    }
                    return batch(visits, i * spec.batch());
                })
                .iterator();
    }

    /** The next chunks side by side. Made when it is needed: all at once would be the whole history a second time. */
    private Batch batch(List<Visit> visits, int from) {
        List<Visit> some = visits.subList(from, Math.min(visits.size(), from + spec.batch()));
        int steps = some.stream()
                .mapToInt(visit -> visit.chunk().to() - visit.chunk().from())
                .max()
                .orElse(0);
        EncodedRun any = some.get(0).chunk().run();
        Batch batch = new Batch(some.size(), steps, any.features(), any.outputs());
        for (int i = 0; i < some.size(); i++) {
            batch.put(i, some.get(i).chunk(), some.get(i).weight());
        }
        return batch;
    }

    /** Mean cross-entropy per counted target. */
    private double loss(LearningNetwork network, List<Visit> visits) {
        double loss = 0;
        double weight = 0;
        for (int from = 0; from < visits.size(); from += spec.batch()) {
            Batch batch = batch(visits, from);
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
