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
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The engine against DL4J's own layers, which are exact from a zero state. */
class EngineTruthTest {
    private static final float TOLERANCE = 1e-5f;
    private static final int DATA_WINDOW = 4;

    @ParameterizedTest(name = "{0}, {1} layers")
    @CsvSource({
        "SIMPLE_RNN,1",
        "SIMPLE_RNN,2",
        "LSTM,1",
        "LSTM,3",
        "GRU,1",
        "GRU,2",
        "BIDIRECTIONAL_SIMPLE_RNN,1",
        "BIDIRECTIONAL_SIMPLE_RNN,2",
        "BIDIRECTIONAL_LSTM,1",
        "BIDIRECTIONAL_LSTM,3",
        "BIDIRECTIONAL_GRU,1",
        "BIDIRECTIONAL_GRU,2"
    })
    void answersAndGradients_areThoseOfDl4jsOwnLayers(NetworkKind kind, int layers) {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            ModelSpec spec = new ModelSpec(kind, 1 + random.nextInt(9), layers, 1, 1, seed, DATA_WINDOW);
            Batch batch = batch(
                    kind,
                    random,
                    1 + random.nextInt(5),
                    1 + random.nextInt(12),
                    1 + random.nextInt(7),
                    1 + random.nextInt(4));
            agree(spec, batch, "seed " + seed);
        }
    }

    private static Batch batch(NetworkKind kind, Random random, int sequences, int steps, int features, int outputs) {
        return kind.bidirectional()
                ? RandomBatch.atTheEnd(random, sequences, steps, features, outputs)
                : RandomBatch.of(random, sequences, steps, features, outputs);
    }

    /** Clipping, weight decay and Adam included; the batches repeat, so that the updater's state matters. */
    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"SIMPLE_RNN", "LSTM", "BIDIRECTIONAL_SIMPLE_RNN", "BIDIRECTIONAL_LSTM"})
    void optimizerSteps_areThoseOfDl4jsOwnSolver(NetworkKind kind) {
        for (long seed = 1; seed <= 4; seed++) {
            ModelSpec spec = new ModelSpec(kind, 6, 2, 1, 1, seed, DATA_WINDOW);
            Batch batch = batch(kind, new Random(seed), 5, 9, 4, 3);
            ComputationGraph theirs = Dl4jNetworks.graph(spec, 4, new float[3]);
            Dl4jNetworks networks = new Dl4jNetworks();
            try (LearningNetwork ours = networks.create(spec, 4, new float[3])) {
                for (int step = 0; step < 20; step++) {
                    ours.fit(batch);
                    theirs.fit(
                            new INDArray[] {inputs(batch)},
                            new INDArray[] {asked(kind, batch, batch.targets())},
                            null,
                            new INDArray[] {asked(kind, batch, batch.masks())});
                }
                assertClose(ours.answers(batch), answers(theirs, batch), "seed " + seed);
                assertStockDl4jRestores(ours, batch);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"SIMPLE_RNN", "LSTM", "BIDIRECTIONAL_SIMPLE_RNN", "BIDIRECTIONAL_LSTM"})
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
            assertClose(engine.answers(batch), answers(graph, batch), "answers, " + seed);
            float[] gradient = new float[shape.weights()];
            engine.gradient(batch, gradient, 0);
            assertClose(gradient, gradient(spec.network(), graph, batch), "gradient, " + seed);
        }
    }

    private static void assertStockDl4jRestores(LearningNetwork ours, Batch batch) {
        ComputationGraph stock;
        try {
            stock = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(ours.save()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertClose(ours.answers(batch), answers(stock, batch), "restored by DL4J");
    }

    private static void assertClose(float[] ours, float[] theirs, String what) {
        assertThat(ours).as(what).hasSameSizeAs(theirs);
        float largest = 1;
        for (float value : theirs) {
            largest = Float.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < ours.length; i++) {
            if (Float.isNaN(theirs[i])) {
                assertThat(ours[i]).as("%s, %d", what, i).isNaN();
                continue;
            }
            assertThat(ours[i]).as("%s, %d", what, i).isCloseTo(theirs[i], within(TOLERANCE * largest));
        }
    }

    private static float[] gradient(NetworkKind kind, ComputationGraph graph, Batch batch) {
        graph.setInputs(inputs(batch));
        graph.setLabels(asked(kind, batch, batch.targets()));
        graph.setLayerMaskArrays(null, new INDArray[] {asked(kind, batch, batch.masks())});
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

    /** What stands in place of the outputs: of all steps, or of the last, which is all there is for a bidirectional network. */
    private static INDArray asked(NetworkKind kind, Batch batch, float[] rows) {
        INDArray all = array(batch, rows, batch.outputs());
        return kind.bidirectional()
                ? all.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(batch.steps() - 1))
                        .dup('f')
                : all;
    }

    private static float[] answers(ComputationGraph graph, Batch batch) {
        INDArray outputs = graph.outputSingle(inputs(batch));
        if (outputs.rank() == 3) {
            return outputs.permute(0, 2, 1).dup('c').ravel().toFloatVector();
        }
        float[] answers = new float[batch.targets().length];
        Arrays.fill(answers, Float.NaN);
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            for (int i = 0; i < batch.outputs(); i++) {
                int at = ((sequence + 1) * batch.steps() - 1) * batch.outputs() + i;
                answers[at] = outputs.getFloat(sequence, i);
            }
        }
        return answers;
    }
}
