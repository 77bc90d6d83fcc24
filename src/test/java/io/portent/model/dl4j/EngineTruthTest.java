package io.portent.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.Batch;
import io.portent.model.LearningNetwork;
import io.portent.model.ModelSpec;
import io.portent.model.NetworkKind;
import io.portent.model.RandomBatch;
import io.portent.model.engine.Answers;
import io.portent.model.engine.Engine;
import io.portent.model.engine.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The engine against DL4J's own layers, which are exact from a zero state. */
class EngineTruthTest {
    private static final float TOLERANCE = 1e-5f;
    private static final int DATA_WINDOW = 4;

    @ParameterizedTest(name = "{0}, {1} layers")
    @CsvSource({"SIMPLE_RNN,1", "SIMPLE_RNN,2", "LSTM,1", "LSTM,3", "GRU,1", "GRU,2"})
    void answersAndGradients_areThoseOfDl4jsOwnLayers(NetworkKind kind, int layers) {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            ModelSpec spec = new ModelSpec(kind, 1 + random.nextInt(9), layers, 1, 1, seed, DATA_WINDOW);
            Batch batch = RandomBatch.of(
                    random,
                    1 + random.nextInt(5),
                    1 + random.nextInt(12),
                    1 + random.nextInt(7),
                    1 + random.nextInt(4));
            agree(spec, batch, "seed " + seed);
        }
    }

    /** Clipping, weight decay and Adam included; the batches repeat, so that the updater's state matters. */
    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"SIMPLE_RNN", "LSTM"})
    void optimizerSteps_areThoseOfDl4jsOwnSolver(NetworkKind kind) {
        for (long seed = 1; seed <= 4; seed++) {
            ModelSpec spec = new ModelSpec(kind, 6, 2, 1, 1, seed, DATA_WINDOW);
            Batch batch = RandomBatch.of(new Random(seed), 5, 9, 4, 3);
            ComputationGraph theirs = Dl4jNetworks.graph(spec, 4, new float[3]);
            Dl4jNetworks networks = new Dl4jNetworks();
            try (LearningNetwork ours = networks.create(spec, 4, new float[3])) {
                for (int step = 0; step < 20; step++) {
                    ours.fit(batch);
                    theirs.fit(
                            new INDArray[] {inputs(batch)},
                            new INDArray[] {array(batch, batch.targets(), 3)},
                            null,
                            new INDArray[] {array(batch, batch.masks(), 3)});
                }
                assertClose(ours.answers(batch), turned(theirs.outputSingle(inputs(batch))), "seed " + seed);
                assertStockDl4jRestores(ours, batch);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"SIMPLE_RNN", "LSTM"})
    void slidingAnswers_areTheLastOfEachSequence(NetworkKind kind) {
        for (long seed = 1; seed <= 25; seed++) {
            Random random = new Random(seed);
            ModelSpec spec = new ModelSpec(kind, 5, 1 + random.nextInt(3), 1, 1, seed, DATA_WINDOW);
            int steps = 1 + random.nextInt(6);
            int sequences = 1 + random.nextInt(7);
            int first = random.nextInt(3);
            Batch row = RandomBatch.of(random, 1, first + steps + sequences, 4, 2);
            try (LearningNetwork network = new Dl4jNetworks().create(spec, 4, new float[2])) {
                float[] sliding = network.sliding(row.inputs(), first, sequences, steps);
                for (int i = 0; i < sequences; i++) {
                    float[] alone = network.answers(RandomBatch.part(row, first + i, steps));
                    for (int output = 0; output < 2; output++) {
                        assertThat(sliding[i * 2 + output])
                                .as("seed %d, sequence %d", seed, i)
                                .isCloseTo(alone[(steps - 1) * 2 + output], within(1e-6f));
                    }
                }
            }
        }
    }

    private static void agree(ModelSpec spec, Batch batch, String seed) {
        float[] bias = new float[batch.outputs()];
        Arrays.fill(bias, -1);
        Shape shape = new Shape(
                spec.network(), batch.features(), spec.units(), spec.layers(), batch.outputs(), Answers.HAZARDS);
        ComputationGraph graph = Dl4jNetworks.graph(spec, batch.features(), bias);
        try (Engine engine = new Engine(shape, graph.params().data().asFloat())) {
            assertClose(engine.answers(batch), turned(graph.outputSingle(inputs(batch))), "answers, " + seed);
            float[] gradient = new float[shape.weights()];
            engine.gradient(batch, gradient, 0);
            assertClose(gradient, gradient(graph, batch), "gradient, " + seed);
        }
    }

    private static void assertStockDl4jRestores(LearningNetwork ours, Batch batch) {
        ComputationGraph stock;
        try {
            stock = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(ours.save()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertClose(ours.answers(batch), turned(stock.outputSingle(inputs(batch))), "restored by DL4J");
    }

    private static void assertClose(float[] ours, float[] theirs, String what) {
        assertThat(ours).as(what).hasSameSizeAs(theirs);
        float largest = 1;
        for (float value : theirs) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < ours.length; i++) {
            assertThat(ours[i]).as("%s, %d", what, i).isCloseTo(theirs[i], within(TOLERANCE * largest));
        }
    }

    private static float[] gradient(ComputationGraph graph, Batch batch) {
        graph.setInputs(inputs(batch));
        graph.setLabels(array(batch, batch.targets(), batch.outputs()));
        graph.setLayerMaskArrays(null, new INDArray[] {array(batch, batch.masks(), batch.outputs())});
        graph.computeGradientAndScore();
        return graph.getFlattenedGradients().data().asFloat();
    }

    private static INDArray inputs(Batch batch) {
        return array(batch, batch.inputs(), batch.features());
    }

    /** [sequence][step][column] to DL4J's [batch, columns, time]. */
    private static INDArray array(Batch batch, float[] rows, int columns) {
        return Nd4j.createFromArray(rows)
                .reshape(batch.sequences(), batch.steps(), columns)
                .permute(0, 2, 1)
                .dup('f');
    }

    private static float[] turned(INDArray outputs) {
        return outputs.permute(0, 2, 1).dup('c').ravel().toFloatVector();
    }
}
