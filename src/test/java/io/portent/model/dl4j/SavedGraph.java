package io.portent.model.dl4j;

import io.portent.model.Batch;
import io.portent.model.LearningNetwork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What another program with the same library finds in a saved network. */
final class SavedGraph {
    private SavedGraph() {}

    static ComputationGraph of(LearningNetwork network) {
        try {
            return ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(network.save()), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** [sequence][step][output], as {@link LearningNetwork#answers} has them; copied value by value. */
    static double[] answers(ComputationGraph graph, Batch batch) {
        INDArray inputs = Nd4j.create(batch.sequences(), batch.features(), batch.steps());
        for (int i = 0; i < batch.inputs().length; i++) {
            int step = i / batch.features();
            inputs.putScalar(
                    new int[] {step / batch.steps(), i % batch.features(), step % batch.steps()}, batch.inputs()[i]);
        }
        INDArray outputs = graph.outputSingle(inputs);
        int width = (int) outputs.size(1);
        if (outputs.rank() == 2) {
            return atTheEnd(outputs, batch, width);
        }
        double[] answers = new double[batch.sequences() * batch.steps() * width];
        for (int i = 0; i < answers.length; i++) {
            int step = i / width;
            answers[i] = outputs.getDouble(step / batch.steps(), i % width, step % batch.steps());
        }
        return answers;
    }

    private static double[] atTheEnd(INDArray outputs, Batch batch, int width) {
        double[] answers = new double[batch.sequences() * batch.steps() * width];
        Arrays.fill(answers, Double.NaN);
        for (int sequence = 0; sequence < batch.sequences(); sequence++) {
            for (int i = 0; i < width; i++) {
                answers[((sequence + 1) * batch.steps() - 1) * width + i] = outputs.getDouble(sequence, i);
            }
        }
        return answers;
    }
}
