package io.portent.model.dl4j;

import io.portent.model.ModelSpec;
import io.portent.model.Network;
import io.portent.model.NetworkFactory;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
 *   y_t = sigmoid(V h_t + c)                   one hazard per output
 *   x: [batch, features, time]   h: [batch, units, time]   y: [batch, outputs, time]
 * </pre>
 */
public final class Dl4jNetworks implements NetworkFactory {
    /** Per counted step; keeps the weights of features that fire once a month small. */
    private static final double L2 = Double.parseDouble(System.getProperty("l2", "1e-4"));

    @Override
    public Network create(ModelSpec spec, int features, float[] bias) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(spec, features, bias.length));
        network.init();
        INDArray row = Nd4j.createFromArray(bias).reshape(1, bias.length);
        network.setParam(spec.layers() + "_b", row);
        return new Dl4jNetwork(network);
    }

    @Override
    public Network restore(byte[] saved, ModelSpec spec, int features, int outputs) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(spec, features, outputs));
        network.init();
        NetworkFile.read(saved, network);
        return new Dl4jNetwork(network);
    }

    private static MultiLayerConfiguration configuration(ModelSpec spec, int features, int outputs) {
        // DL4J sums the loss over time: limits on it grow with the steps that count.
        int counted = spec.chunkSteps() - spec.burnIn();
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(spec.seed())
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(spec.learningRate()))
                .l2(L2 * counted)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(counted)
                .list();
        for (int i = 0; i < spec.layers(); i++) {
            layers.layer(recurrent(spec));
        }
        return layers.layer(new RnnOutputLayer.Builder(new LossBinaryXENT())
                        .activation(Activation.SIGMOID)
                        .nOut(outputs)
                        .dataFormat(RNNFormat.NCW)
                        .build())
                .setInputType(InputType.recurrent(features, RNNFormat.NCW))
                .build();
    }

    private static Layer recurrent(ModelSpec spec) {
        return switch (spec.network()) {
            case SIMPLE_RNN ->
                new SimpleRnn.Builder()
                        .nOut(spec.units())
                        .activation(Activation.TANH)
                        .build();
            case LSTM ->
                new LSTM.Builder()
                        .nOut(spec.units())
                        .activation(Activation.TANH)
                        .build();
        };
    }
}
