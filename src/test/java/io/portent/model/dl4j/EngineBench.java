package io.portent.model.dl4j;

import io.portent.model.Batch;
import io.portent.model.LearningNetwork;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.model.RandomBatch;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizer steps by the engine and by DL4J's own layers in turn, so that other load meets both; run by bench/engine.sh. */
final class EngineBench {
    private static final int ROUNDS = 30;
    private static final int WARM = 10;
    private static final int SEQUENCES = 32;
    private static final int FEATURES = 160;
    private static final int OUTPUTS = 6;

    private EngineBench() {}

    public static void main(String[] arguments) {
        for (NetworkKind kind : NetworkKind.forward()) {
            ModelSpec spec = new ModelSpec(kind, 32, 1, 1, 1, 1, 60);
            Batch batch = RandomBatch.of(new Random(1), SEQUENCES, spec.chunkSteps(), FEATURES, OUTPUTS);
            ComputationGraph theirs = Dl4jNetworks.graph(spec, FEATURES, new float[OUTPUTS]);
            INDArray[] inputs = {array(batch, batch.inputs(), FEATURES)};
            INDArray[] targets = {array(batch, batch.targets(), OUTPUTS)};
            INDArray[] masks = {array(batch, batch.masks(), OUTPUTS)};
            double[] own = new double[ROUNDS];
            double[] library = new double[ROUNDS];
            try (LearningNetwork ours = new Dl4jNetworks().create(spec, FEATURES, new float[OUTPUTS])) {
                for (int round = -WARM; round < ROUNDS; round++) {
                    double one = millis(() -> ours.fit(batch));
                    double other = millis(() -> theirs.fit(inputs, targets, null, masks));
                    if (round >= 0) {
                        own[round] = one;
                        library[round] = other;
                    }
                }
            }
            print(kind, own, library);
        }
    }

    private static double millis(Runnable step) {
        long began = System.nanoTime();
        step.run();
        return (System.nanoTime() - began) / 1e6;
    }

    private static INDArray array(Batch batch, float[] rows, int columns) {
        return Nd4j.createFromArray(rows)
                .reshape(batch.sequences(), batch.steps(), columns)
                .permute(0, 2, 1)
                .dup('f');
    }

    private static void print(NetworkKind kind, double[] own, double[] library) {
        double[] ratios = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            ratios[i] = library[i] / own[i];
        }
        System.out.printf(
                Locale.ROOT,
                "%s, 32 x 240 steps, 160 features, 32 units: engine %s ms, DL4J's layers %s ms, ratio %s (10 %%, median, 90 %%)%n",
                kind.label(),
                spread(own),
                spread(library),
                spread(ratios));
    }

    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return String.format(Locale.ROOT, "%.1f/%.1f/%.1f", sorted[n / 10], sorted[n / 2], sorted[n - 1 - n / 10]);
    }
}
