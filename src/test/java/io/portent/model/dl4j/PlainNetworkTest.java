package io.portent.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.Batch;
import io.portent.model.Batches;
import io.portent.model.LearningNetwork;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The library against its own formulas in plain Java: its answers, its loss, and its gradients by finite differences over
 * chunks with burn-in and masks. The gradient is taken from Adam's first moment in a saved network, m = 0.9 m' + 0.1 g, so
 * that it is the one that training goes by.
 */
class PlainNetworkTest {
    private static final int FEATURES = 4;
    private static final double STEP = 1e-5;
    private static final double DECAY = 0.9;

    static List<Arguments> networks() {
        return networks(12);
    }

    static List<Arguments> fewNetworks() {
        return networks(3);
    }

    private static List<Arguments> networks(int seeds) {
        List<Arguments> all = new ArrayList<>();
        for (NetworkKind kind : NetworkKind.values()) {
            for (int seed = 0; seed < seeds; seed++) {
                all.add(Arguments.of(kind, 1 + seed % 2, seed));
            }
        }
        return all;
    }

    private static ModelSpec spec(NetworkKind kind, int layers, int seed) {
        return new ModelSpec(kind, 2 + seed % 3, layers, 1, 1, seed, 5);
    }

    private static LearningNetwork create(ModelSpec spec, Random random) {
        float[] bias = new float[Batches.OUTPUTS];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = -2 * random.nextFloat();
        }
        return new Dl4jNetworks().create(spec, FEATURES, bias);
    }

    @ParameterizedTest(name = "{0}, {1} layers, seed {2}")
    @MethodSource("networks")
    void answers_areThoseOfTheFormulas_andOfTheLibraryAlone(NetworkKind kind, int layers, int seed) {
        Random random = new Random(seed);
        ModelSpec spec = spec(kind, layers, seed);
        try (LearningNetwork network = create(spec, random)) {
            for (int i = 0; i < seed % 3; i++) {
                network.fit(Batches.random(random, spec, FEATURES));
            }
            Batch batch = Batches.random(random, spec, FEATURES);
            ComputationGraph saved = SavedGraph.of(network);
            float[] answers = network.answers(batch);
            double[] formulas = PlainNetwork.of(kind, saved).answers(batch);
            double[] library = SavedGraph.answers(saved, batch);
            assertThat(answers).hasSameSizeAs(formulas).hasSameSizeAs(library);
            for (int i = 0; i < answers.length; i++) {
                if (Double.isNaN(formulas[i])) {
                    assertThat(answers[i]).isNaN();
                    continue;
                }
                if (!(Math.abs(answers[i] - formulas[i]) < 1e-5 && Math.abs(answers[i] - library[i]) < 1e-5)) {
                    fail("answer %s is %s, by the formulas %s, by the library alone %s"
                            .formatted(i, answers[i], formulas[i], library[i]));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1} layers, seed {2}")
    @MethodSource("fewNetworks")
    void gradients_areThoseOfTheLoss(NetworkKind kind, int layers, int seed) {
        Random random = new Random(seed);
        ModelSpec spec = spec(kind, layers, seed);
        try (LearningNetwork network = create(spec, random)) {
            double[] moment = moment(SavedGraph.of(network));
            for (int fit = 0; fit < 2; fit++) {
                Batch batch = Batches.random(random, spec, FEATURES);
                assertThat(hasBurnInAndCountedSteps(batch, spec)).isTrue();
                PlainNetwork before = PlainNetwork.of(kind, SavedGraph.of(network));
                double loss = network.fit(batch);
                assertThat(loss).isCloseTo(before.loss(batch), within(1e-3));
                double[] after = moment(SavedGraph.of(network));
                double[] expected = gradient(before, batch, spec);
                assertThat(after).hasSameSizeAs(expected);
                for (int i = 0; i < expected.length; i++) {
                    double own = (after[i] - DECAY * moment[i]) / (1 - DECAY);
                    if (!(Math.abs(own - expected[i]) < 2e-5 + 1e-3 * Math.abs(expected[i]))) {
                        fail("fit %s, weight %s: gradient %s, by differences %s".formatted(fit, i, own, expected[i]));
                    }
                }
                moment = after;
            }
        }
    }

    /** Whether the batch has what this test is about: a hidden burn-in in every chunk, and counted steps behind it. */
    private static boolean hasBurnInAndCountedSteps(Batch batch, ModelSpec spec) {
        boolean anyCounted = false;
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            for (int i = 0; i < batch.steps() * batch.outputs(); i++) {
                boolean counted = batch.masks()[sequence * batch.steps() * batch.outputs() + i] != 0;
                anyCounted |= counted;
                if (counted && sequence > 0 && i < spec.burnIn() * batch.outputs()) {
                    return false;
                }
            }
        }
        return anyCounted && batch.sequences() > 1;
    }

    /** Against large weights, per weight; grows with the steps that count, as the loss does. */
    private static double penalty(ModelSpec spec) {
        return 1e-4 * (spec.chunkSteps() - spec.burnIn());
    }

    /** By central differences of the mean loss per sequence; clipped per layer, then drawn towards zero weights. */
    private static double[] gradient(PlainNetwork network, Batch batch, ModelSpec spec) {
        DoubleStream.Builder all = DoubleStream.builder();
        for (Map<String, double[][]> layer : network.layers()) {
            List<Double> slopes = new ArrayList<>();
            List<Double> pulls = new ArrayList<>();
            layer.forEach((name, values) -> {
                // The library lays matrices out column by column.
                for (int column = 0; column < values[0].length; column++) {
                    for (double[] row : values) {
                        slopes.add(slope(network, batch, row, column) / batch.sequences());
                        pulls.add(name.endsWith("b") ? 0 : penalty(spec) * row[column]);
                    }
                }
            });
            double norm = Math.sqrt(
                    slopes.stream().mapToDouble(slope -> slope * slope).sum());
            double shrink = Math.min(1, (spec.chunkSteps() - spec.burnIn()) / norm);
            for (int i = 0; i < slopes.size(); i++) {
                all.add(shrink * slopes.get(i) + pulls.get(i));
            }
        }
        return all.build().toArray();
    }

    private static double slope(PlainNetwork network, Batch batch, double[] row, int column) {
        double weight = row[column];
        row[column] = weight + STEP;
        double above = network.loss(batch);
        row[column] = weight - STEP;
        double below = network.loss(batch);
        row[column] = weight;
        return (above - below) / (2 * STEP);
    }

    /** Adam keeps all first moments, then all second ones. */
    private static double[] moment(ComputationGraph graph) {
        int weights = (int) graph.numParams();
        INDArray state = graph.getUpdater().getStateViewArray();
        double[] moment = new double[weights];
        for (int i = 0; i < weights; i++) {
            moment[i] = state.getDouble(i);
        }
        return moment;
    }
}
