package io.portent.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.gradientcheck.GradientCheckUtil.GraphConfig;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.memory.MemoryType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** The layer within DL4J's own networks: gradient checks, truncated back-propagation, files. */
class GruNetworkTest {
    private static final int FEATURES = 3;
    private static final int UNITS = 4;
    private static final int OUTPUTS = 2;

    private static NeuralNetConfiguration.Builder doubles(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .weightInit(WeightInit.XAVIER);
    }

    private static NeuralNetConfiguration.Builder floats(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(0.02))
                .weightInit(WeightInit.XAVIER);
    }

    private static ComputationGraphConfiguration.GraphBuilder layers(NeuralNetConfiguration.Builder conf, int layers) {
        ComputationGraphConfiguration.GraphBuilder graph =
                conf.graphBuilder().addInputs("x").setInputTypes(InputType.recurrent(FEATURES, RNNFormat.NCW));
        String below = "x";
        for (int i = 0; i < layers; i++) {
            graph.addLayer("gru" + i, new GruLayer.Builder().nOut(UNITS).build(), below);
            below = "gru" + i;
        }
        return graph.addLayer(
                        "y",
                        new RnnOutputLayer.Builder(new LossBinaryXENT())
                                .activation(Activation.SIGMOID)
                                .nOut(OUTPUTS)
                                .dataFormat(RNNFormat.NCW)
                                .build(),
                        below)
                .setOutputs("y");
    }

    private static ComputationGraph network(ComputationGraphConfiguration.GraphBuilder graph) {
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static INDArray gaussians(Random random, DataType type, long... shape) {
        INDArray array = Nd4j.create(type, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }

    private static INDArray zeroesAndOnes(Random random, DataType type, double ones, long... shape) {
        INDArray array = Nd4j.create(type, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextDouble() < ones ? 1 : 0);
        }
        return array;
    }

    @ParameterizedTest(name = "{0} layers")
    @ValueSource(ints = {1, 2})
    void dl4jsOwnGradientCheck_passes(int layers) {
        // It refuses to run otherwise, whatever the network's own type is.
        DataType before = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            checkGradients(layers);
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }

    private static void checkGradients(int layers) {
        for (int seed = 0; seed < 8 / layers; seed++) {
            Random random = new Random(seed);
            boolean masks = seed % 2 == 1;
            INDArray mask = zeroesAndOnes(random, DataType.DOUBLE, 0.7, 3, 5);
            GraphConfig check = new GraphConfig()
                    .net(network(layers(doubles(seed).l2(0.01), layers)))
                    .inputs(new INDArray[] {gaussians(random, DataType.DOUBLE, 3, FEATURES, 5)})
                    .labels(new INDArray[] {zeroesAndOnes(random, DataType.DOUBLE, 0.5, 3, OUTPUTS, 5)})
                    .inputMask(masks ? new INDArray[] {mask} : null)
                    .labelMask(masks ? new INDArray[] {mask} : null)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY);
            assertThat(GradientCheckUtil.checkGradients(check))
                    .as("seed %s", seed)
                    .isTrue();
        }
    }

    @Test
    void networkStepByStep_isTheWhole() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            ComputationGraph network = network(layers(doubles(seed), 2));
            INDArray inputs = gaussians(random, DataType.DOUBLE, 2, FEATURES, 6);
            INDArray whole = network.outputSingle(inputs);
            network.rnnClearPreviousState();
            for (int step = 0; step < 6; step++) {
                INDArray one = inputs.tensorAlongDimension(step, 0, 1).dup();
                assertThat(network.rnnTimeStep(one)[0].distance2(whole.tensorAlongDimension(step, 0, 1)))
                        .as("seed %s", seed)
                        .isLessThan(1e-12);
            }
        }
    }

    /** To tell the first input again at every step, over segments of truncated back-propagation, is what memory is for. */
    @ParameterizedTest(name = "segments of {0}")
    @ValueSource(ints = {0, 6})
    void networkLearnsWhatNeedsMemory(int segment) {
        ComputationGraphConfiguration.GraphBuilder graph = layers(floats(7), 1);
        if (segment > 0) {
            graph.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(segment);
        }
        ComputationGraph network = network(graph);
        Random random = new Random(7);
        double loss = Double.NaN;
        for (int i = 0; i < 200; i++) {
            INDArray first = zeroesAndOnes(random, DataType.FLOAT, 0.5, 16, OUTPUTS, 1);
            INDArray labels = Nd4j.tile(first, 1, 1, 12);
            INDArray inputs =
                    gaussians(random, DataType.FLOAT, 16, FEATURES, 12).muli(0.1);
            inputs.get(all(), interval(0, OUTPUTS), interval(0, 1))
                    .assign(first.mul(2).subi(1));
            network.fit(new INDArray[] {inputs}, new INDArray[] {labels});
            loss = network.score() / (segment > 0 ? segment : 12) / OUTPUTS;
        }
        // A coin costs 0.69.
        assertThat(loss).isLessThan(0.1);
    }

    @Test
    void stockDl4j_restoresTheFile_andTrainsOnAlike() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            ComputationGraph network = network(layers(floats(seed).dropOut(0.9), 1 + seed % 2));
            INDArray[] inputs = {gaussians(random, DataType.FLOAT, 2, FEATURES, 5)};
            INDArray[] labels = {zeroesAndOnes(random, DataType.FLOAT, 0.5, 2, OUTPUTS, 5)};
            network.fit(inputs, labels);
            byte[] saved = NetworkFile.write(network);
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved), true);
            assertThat(restored.getConfiguration()).isEqualTo(network.getConfiguration());
            assertThat(restored.params()).as("seed %s", seed).isEqualTo(network.params());
            assertThat(restored.outputSingle(inputs)).as("seed %s", seed).isEqualTo(network.outputSingle(inputs));
            for (ComputationGraph each : new ComputationGraph[] {network, restored}) {
                Nd4j.getRandom().setSeed(seed);
                each.fit(inputs, labels);
            }
            assertThat(restored.params()).as("seed %s", seed).isEqualTo(network.params());
            assertThat(NetworkFile.weights(saved)).hasSize((int) network.numParams());
        }
    }

    /** DL4J's other kind of network calls its layers in other ways. */
    @Test
    void multiLayerNetwork_stepsAndIsRestoredAlike() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            MultiLayerNetwork network = new MultiLayerNetwork(doubles(seed)
                    .list()
                    .layer(new GruLayer.Builder().nIn(FEATURES).nOut(UNITS).build())
                    .layer(new RnnOutputLayer.Builder(new LossBinaryXENT())
                            .activation(Activation.SIGMOID)
                            .nIn(UNITS)
                            .nOut(OUTPUTS)
                            .dataFormat(RNNFormat.NCW)
                            .build())
                    .build());
            network.init();
            INDArray inputs = gaussians(new Random(seed), DataType.DOUBLE, 2, FEATURES, 4);
            INDArray whole = network.output(inputs);
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, saved, true);
            MultiLayerNetwork restored =
                    ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()), true);
            for (int step = 0; step < 4; step++) {
                INDArray one =
                        inputs.get(all(), all(), interval(step, step + 1)).dup();
                assertThat(restored.rnnTimeStep(one).distance2(whole.get(all(), all(), interval(step, step + 1))))
                        .as("seed %s", seed)
                        .isLessThan(1e-12);
            }
        }
    }

    @Test
    void storedConfiguration_namesTheClass_andSaysWhatTheLayerDoes() {
        ComputationGraphConfiguration stored = layers(floats(1), 1).build();
        assertThat(stored.toJson()).contains("\"@class\" : \"io.portent.model.dl4j.GruLayer\"");
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(stored.toJson());
        assertThat(read).isEqualTo(stored);
        assertThat(read.toJson()).isEqualTo(stored.toJson()).contains("ActivationTanH");
        assertThat(ComputationGraphConfiguration.fromYaml(stored.toYaml())).isEqualTo(stored);
    }

    @Test
    void weightsBegin_eachGateAsAMatrixOfItsOwn_andTheBiasAsConfigured() {
        GruLayer.Builder wide =
                new GruLayer.Builder().nIn(200).nOut(100).biasInit(0.5).weightInitRecurrent(WeightInit.ZERO);
        ComputationGraph network = network(floats(3)
                .graphBuilder()
                .addInputs("x")
                .addLayer("gru", wide.build(), "x")
                .addLayer(
                        "y",
                        new RnnOutputLayer.Builder(new LossBinaryXENT())
                                .activation(Activation.SIGMOID)
                                .nIn(100)
                                .nOut(1)
                                .dataFormat(RNNFormat.NCW)
                                .build(),
                        "gru")
                .setOutputs("y"));
        assertThat(network.getParam("gru_W").stdNumber().doubleValue()).isCloseTo(Math.sqrt(2.0 / 300), within(2e-3));
        assertThat(network.getParam("gru_RW").amaxNumber().doubleValue()).isZero();
        assertThat(network.getParam("gru_b").toFloatVector()).hasSize(300).containsOnly(0.5f);
    }

    @Test
    void memoryReport_countsWeightsAndSteps() {
        ComputationGraphConfiguration conf = layers(floats(1), 1).build();
        InputType shortOnes = InputType.recurrent(FEATURES, 10, RNNFormat.NCW);
        InputType longOnes = InputType.recurrent(FEATURES, 20, RNNFormat.NCW);
        assertThat(conf.getMemoryReport(shortOnes)
                        .getMemoryBytes(
                                MemoryType.PARAMETERS, 1, MemoryUseMode.INFERENCE, CacheMode.NONE, DataType.FLOAT))
                .isEqualTo(4L * (PlainGru.weights(FEATURES, UNITS) + OUTPUTS * (UNITS + 1)));
        assertThat(conf.getMemoryReport(longOnes)
                        .getTotalMemoryBytes(8, MemoryUseMode.TRAINING, CacheMode.NONE, DataType.FLOAT))
                .isGreaterThan(conf.getMemoryReport(shortOnes)
                        .getTotalMemoryBytes(8, MemoryUseMode.TRAINING, CacheMode.NONE, DataType.FLOAT));
    }
}
