package io.portent.model.dl4j;

import io.portent.model.Batch;
import io.portent.model.LearningNetwork;
import io.portent.model.engine.Engine;
import io.portent.model.engine.Shape;
import java.util.Map;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A DL4J network whose passes are made by our engine. DL4J keeps the weights, clips and regularises the gradient, and
 * takes the optimizer's step; its own layers make a dozen small operations a step, and cost many times as much (bench/engine.sh).
 *
 * <p>Not thread-safe; one thread trains or answers at a time.
 */
final class Dl4jNetwork implements LearningNetwork {
    private final ComputationGraph network;
    private final Engine engine;
    private final float[] gradient;

    Dl4jNetwork(ComputationGraph network, Shape shape) {
        this.network = network;
        this.engine = new Engine(shape, weights());
        this.gradient = new float[shape.weights()];
    }

    @Override
    public double fit(Batch batch) {
        double loss = engine.gradient(batch, gradient, 0);
        if (network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        try (INDArray fresh = Nd4j.create(gradient, new int[] {1, gradient.length}, 'c')) {
            network.getFlattenedGradients().assign(fresh);
        }
        step(batch.sequences());
        engine.weights(weights());
        return loss;
    }

    /** What DL4J's solver does between the backward pass and the next forward pass. */
    private void step(int sequences) {
        INDArray flat = network.getFlattenedGradients();
        int iteration = network.getIterationCount();
        network.getUpdater()
                .update(
                        byVariable(flat),
                        iteration,
                        network.getEpochCount(),
                        sequences,
                        LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(flat.reshape(network.params().shape()));
        network.getConfiguration().setIterationCount(iteration + 1);
    }

    /** Views into the flat gradient under the names by which DL4J clips it layer by layer. */
    private Gradient byVariable(INDArray flat) {
        Gradient gradients = new DefaultGradient(flat);
        long at = 0;
        for (Map.Entry<String, INDArray> weights : network.paramTable().entrySet()) {
            long end = at + weights.getValue().length();
            gradients.setGradientFor(weights.getKey(), flat.get(NDArrayIndex.all(), NDArrayIndex.interval(at, end)));
            at = end;
        }
        return gradients;
    }

    private float[] weights() {
        return network.params().data().asFloat();
    }

    @Override
    public float[] answers(Batch batch) {
        return engine.answers(batch);
    }

    @Override
    public float[] sliding(float[] vectors, int first, int sequences, int steps) {
        return engine.sliding(vectors, first, sequences, steps);
    }

    @Override
    public void learningRate(double rate) {
        network.setLearningRate(rate);
    }

    @Override
    public byte[] save() {
        return NetworkFile.write(network);
    }

    @Override
    public void close() {
        engine.close();
        network.close();
    }
}
