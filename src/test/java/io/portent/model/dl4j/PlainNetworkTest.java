package io.portent.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.Batch;
import io.portent.model.Batches;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The library against its own formulas in plain Java: its answers, its loss, and its gradients by finite differences over
 * chunks with burn-in and masks. The gradient is taken from Adam's first moment in a saved network, m = 0.9 m' + 0.1 g, so
 * that it is the one that training goes by.
 */
class PlainNetworkTest {
    private static final int FEATURES = 7;
    private static final double STEP = 1e-5;
    private static final double DECAY = 0.9;

    static List<Arguments> networks() {
        List<Arguments> all = new ArrayList<>();
        for (NetworkKind kind : NetworkKind.values()) {
            for (int seed = 0; seed < 24; seed++) {
                all.add(Arguments.of(kind, 1 + seed % 2, seed));
            }
        }
        return all;
    }

    static List<Arguments> fewNetworks() {
        return networks().stream()
                .filter(arguments -> (int) arguments.get()[2] < 6)
                .toList();
    }

    private static ModelSpec spec(NetworkKind kind, int layers, int seed) {
        return new ModelSpec(kind, 3 + seed % 4, layers, 1, 1, seed, 5);
    }

    private static Network create(ModelSpec spec, Random random) {
        float[] bias = new float[Batches.OUTPUTS];
        for (int i = 0; i < bias.length; i++) {
            bias[i] = -2 * random.nextFloat();
        }
        return new Dl4jNetworks().create(spec, FEATURES, bias);
    }

    @ParameterizedTest(name = "{0}, {1} layers, seed {2}")
    @MethodSource("networks")
    void answers_areThoseOfTheFormulas(NetworkKind kind, int layers, int seed) {
        Random random = new Random(seed);
        ModelSpec spec = spec(kind, layers, seed);
        try (Network network = create(spec, random)) {
            for (int i = 0; i < seed % 4; i++) {
                network.fit(Batches.random(random, spec, FEATURES));
            }
            Batch batch = Batches.random(random, spec, FEATURES);
            double[] expected = PlainNetwork.of(kind, SavedGraph.of(network)).answers(batch);
            float[] answers = network.answers(batch);
            assertThat(answers).hasSameSizeAs(expected);
            for (int i = 0; i < answers.length; i++) {
                assertThat((double) answers[i]).as("answer %s", i).isCloseTo(expected[i], within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1} layers, seed {2}")
    @MethodSource("networks")
    void saved_isReadByTheLibraryAloneAndAnswersTheSame(NetworkKind kind, int layers, int seed) {
        Random random = new Random(seed);
        ModelSpec spec = spec(kind, layers, seed);
        try (Network network = create(spec, random)) {
            network.fit(Batches.random(random, spec, FEATURES));
            Batch batch = Batches.random(random, spec, FEATURES);
            float[] turned = new float[batch.inputs().length];
            for (int i = 0; i < turned.length; i++) {
                int feature = i % FEATURES;
                int step = i / FEATURES % batch.steps();
                int sequence = i / FEATURES / batch.steps();
                turned[(sequence * FEATURES + feature) * batch.steps() + step] = batch.inputs()[i];
            }
            INDArray inputs = Nd4j.create(turned, new int[] {batch.sequences(), FEATURES, batch.steps()}, 'c');
            INDArray theirs = SavedGraph.of(network).outputSingle(inputs);
            float[] ours = network.answers(batch);
            for (int i = 0; i < ours.length; i++) {
                int output = i % Batches.OUTPUTS;
                int step = i / Batches.OUTPUTS % batch.steps();
                int sequence = i / Batches.OUTPUTS / batch.steps();
                assertThat((double) ours[i]).isCloseTo(theirs.getDouble(sequence, output, step), within(1e-5));
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1} layers, seed {2}")
    @MethodSource("fewNetworks")
    void gradients_areThoseOfTheLoss(NetworkKind kind, int layers, int seed) {
        Random random = new Random(seed);
        ModelSpec spec = spec(kind, layers, seed);
        try (Network network = create(spec, random)) {
            double[] moment = moment(SavedGraph.of(network));
            for (int fit = 0; fit < 3; fit++) {
                Batch batch = Batches.random(random, spec, FEATURES);
                assertThat(hidden(batch, spec)).isTrue();
                PlainNetwork before = PlainNetwork.of(kind, SavedGraph.of(network));
                double penalty = penalty(spec);
                double loss = network.fit(batch);
                assertThat(loss)
                        .isCloseTo(before.loss(batch) + batch.sequences() * decay(before, penalty), within(1e-3));
                double[] after = moment(SavedGraph.of(network));
                List<double[]> expected = gradients(before, batch, penalty, spec);
                assertThat(after)
                        .hasSize(expected.stream()
                                .mapToInt(layer -> layer.length)
                                .sum());
                int at = 0;
                for (double[] layer : expected) {
                    for (double gradient : layer) {
                        double own = (after[at] - DECAY * moment[at]) / (1 - DECAY);
                        assertThat(own)
                                .as("fit %s, weight %s", fit, at)
                                .isCloseTo(gradient, within(2e-5 + 1e-3 * Math.abs(gradient)));
                        at++;
                    }
                }
                moment = after;
            }
        }
    }

    /** Whether the batch has what this test is about: a hidden burn-in in every chunk, and counted steps behind it. */
    private static boolean hidden(Batch batch, ModelSpec spec) {
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

    private static double decay(PlainNetwork network, double penalty) {
        double sum = 0;
        for (Map<String, double[][]> layer : network.layers()) {
            for (Map.Entry<String, double[][]> parameter : layer.entrySet()) {
                for (double[] row : parameter.getValue()) {
                    for (double weight : row) {
                        sum += parameter.getKey().equals("b") ? 0 : penalty / 2 * weight * weight;
                    }
                }
            }
        }
        return sum;
    }

    /** Per layer, by central differences of the mean loss per sequence; clipped, then drawn towards zero weights. */
    private static List<double[]> gradients(PlainNetwork network, Batch batch, double penalty, ModelSpec spec) {
        List<double[]> all = new ArrayList<>();
        for (Map<String, double[][]> layer : network.layers()) {
            List<Double> slopes = new ArrayList<>();
            List<Double> pulls = new ArrayList<>();
            for (Map.Entry<String, double[][]> parameter : layer.entrySet()) {
                double[][] values = parameter.getValue();
                // The library lays matrices out column by column.
                for (int column = 0; column < values[0].length; column++) {
                    for (double[] row : values) {
                        slopes.add(slope(network, batch, row, column) / batch.sequences());
                        pulls.add(parameter.getKey().equals("b") ? 0 : penalty * row[column]);
                    }
                }
            }
            double norm = Math.sqrt(
                    slopes.stream().mapToDouble(slope -> slope * slope).sum());
            double shrink = Math.min(1, (spec.chunkSteps() - spec.burnIn()) / norm);
            double[] gradients = new double[slopes.size()];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = shrink * slopes.get(i) + pulls.get(i);
            }
            all.add(gradients);
        }
        return all;
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
