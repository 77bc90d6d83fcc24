package io.portent.model.dl4j;

import io.portent.model.engine.Answers;
import io.portent.model.engine.Shape;
import io.portent.model.engine.WeightsFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** A network for symbols as a plain DL4J graph: recurrent layers, then a softmax. Written and read without ND4J's native library. */
public final class Dl4jWeights implements WeightsFile {
    private static final String INPUT = "steps";
    private static final String OUTPUT = "symbols";
    /** Nothing is drawn any more; without one DL4J writes the time of day, and no two files would be equal. */
    private static final long ANY_SEED = 1;

    @Override
    public byte[] write(Shape shape, float[] weights) {
        if (shape.answers() != Answers.SYMBOLS) {
            throw new IllegalArgumentException("only networks for symbols are written here, was " + shape.answers());
        }
        return NetworkFile.write(configuration(shape), weights);
    }

    @Override
    public float[] read(byte[] saved) {
        return NetworkFile.weights(saved);
    }

    @Override
    public float[] read(byte[] saved, int most) {
        return NetworkFile.weights(saved, most);
    }

    private static ComputationGraphConfiguration configuration(Shape shape) {
        ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(ANY_SEED)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.recurrent(shape.features(), RNNFormat.NCW));
        String top = Dl4jLayers.stack(graph, INPUT, shape.kind(), shape.units(), shape.layers());
        return graph.addLayer(
                        OUTPUT,
                        new RnnOutputLayer.Builder(new LossMCXENT())
                                .activation(Activation.SOFTMAX)
                                .nOut(shape.outputs())
                                .dataFormat(RNNFormat.NCW)
                                .build(),
                        top)
                .setOutputs(OUTPUT)
                .build();
    }
}
