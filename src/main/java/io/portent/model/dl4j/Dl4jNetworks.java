package io.portent.model.dl4j;

import io.portent.model.LearningNetwork;
import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import io.portent.model.NetworkKind;
import io.portent.model.engine.Answers;
import io.portent.model.engine.Engine;
import io.portent.model.engine.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Plain DL4J networks of the requested kind.
 *
 * <pre>
 *   h_t = tanh(W x_t + R h_{t-1} + b)          simple-rnn (Elman 1990); lstm: Graves 2012 without peepholes
 *   y_t = sigmoid(V h_t + U x_t + c)           one hazard per output; U x_t is the logistic regression of the
 *                                              last window, so that memory has only the rest to explain
 *   x: [batch, features, time]   h: [batch, units, time]   y: [batch, outputs, time]
 * </pre>
 *
 * A bidirectional one has h = [h_T of the way there; h_1 of the way back], x_T beside it, and one y: [batch, outputs].
 */
public final class Dl4jNetworks implements NetworkFactory {
    private static final String INPUT = "windows";
    private static final String PRESENT = "present";
    private static final String BOTH = "memory-and-present";
    private static final String OUTPUT = "hazards";

    /** Per counted step; keeps the weights of features that fire once a month small. */
    private static final double L2 = 1e-4;

    /** The output begins close to the base rate: its first large steps should come from the data, not from chance. */
    private static final double QUIET_START = 0.1;

    /** ND4J takes a seed of zero for none, and draws otherwise at each start. */
    private static final long FOR_ZERO = Long.MIN_VALUE;

    @Override
    public LearningNetwork create(ModelSpec spec, int features, float[] bias) {
        return new Dl4jNetwork(graph(spec, features, bias), shape(spec, features, bias.length));
    }

    static ComputationGraph graph(ModelSpec spec, int features, float[] bias) {
        ComputationGraph network = new ComputationGraph(configuration(spec, features, bias.length));
        network.init();
        INDArray row = Nd4j.createFromArray(bias).reshape(1, bias.length);
        network.setParam(OUTPUT + "_b", row);
        network.getParam(OUTPUT + "_W").muli(QUIET_START);
        return network;
    }

    /** Without DL4J and its native libraries: a daemon that only forecasts starts sooner and stays smaller. */
    @Override
    public Network restore(byte[] saved, ModelSpec spec, int features, int outputs) {
        return new Engine(shape(spec, features, outputs), NetworkFile.weights(saved));
    }

    private static Shape shape(ModelSpec spec, int features, int outputs) {
        return new Shape(spec.network(), features, spec.units(), spec.layers(), outputs, Answers.HAZARDS);
    }

    private static ComputationGraphConfiguration configuration(ModelSpec spec, int features, int outputs) {
        // DL4J sums the loss over time: limits on it grow with the steps that count.
        int counted = spec.chunkSteps() - spec.burnIn();
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(spec.seed() == 0 ? FOR_ZERO : spec.seed())
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(spec.learningRate()))
                .l2(L2 * counted)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(counted)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.recurrent(features, RNNFormat.NCW));
        String top = Dl4jLayers.stack(graph, INPUT, spec.network(), spec.units(), spec.layers());
        String present = INPUT;
        if (spec.network().bidirectional()) {
            graph.addVertex(PRESENT, new LastTimeStepVertex(INPUT), INPUT);
            present = PRESENT;
        }
        return graph.addVertex(BOTH, new MergeVertex(), top, present)
                .addLayer(OUTPUT, output(spec.network(), outputs), BOTH)
                .setOutputs(OUTPUT)
                .build();
    }

    private static Layer output(NetworkKind kind, int outputs) {
        if (kind.bidirectional()) {
            return new OutputLayer.Builder(new LossBinaryXENT())
                    .activation(Activation.SIGMOID)
                    .nOut(outputs)
                    .build();
        }
        return new RnnOutputLayer.Builder(new LossBinaryXENT())
                .activation(Activation.SIGMOID)
                .nOut(outputs)
                .dataFormat(RNNFormat.NCW)
                .build();
    }
}
