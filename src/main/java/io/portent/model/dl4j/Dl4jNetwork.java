package io.portent.model.dl4j;

import io.portent.model.Batch;
import io.portent.model.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Not thread-safe; one thread trains or answers at a time. */
final class Dl4jNetwork implements Network {
    private final ComputationGraph network;

    Dl4jNetwork(ComputationGraph network) {
        this.network = network;
    }

    @Override
    public double fit(Batch batch) {
        try (INDArray inputs = columns(batch.inputs(), batch.sequences(), batch.steps(), batch.features());
                INDArray targets = columns(batch.targets(), batch.sequences(), batch.steps(), batch.outputs());
                INDArray masks = columns(batch.masks(), batch.sequences(), batch.steps(), batch.outputs())) {
            network.fit(new INDArray[] {inputs}, new INDArray[] {targets}, null, new INDArray[] {masks});
            return network.score() * batch.sequences();
        }
    }

    @Override
    public float[] answers(Batch batch) {
        try (INDArray inputs = columns(batch.inputs(), batch.sequences(), batch.steps(), batch.features());
                INDArray outputs = network.outputSingle(inputs)) {
            return rows(outputs);
        }
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
        network.close();
    }

    /** [sequence][step][column] to DL4J's [batch, columns, time]. */
    private static INDArray columns(float[] rows, int sequences, int steps, int columns) {
        float[] turned = new float[rows.length];
        for (int sequence = 0; sequence < sequences; sequence++) {
            int base = sequence * steps * columns;
            for (int step = 0; step < steps; step++) {
                for (int column = 0; column < columns; column++) {
                    turned[base + column * steps + step] = rows[base + step * columns + column];
                }
            }
        }
        return Nd4j.create(turned, new int[] {sequences, columns, steps}, 'c');
    }

    /** DL4J's [batch, outputs, time] to [sequence][step][output]. */
    private static float[] rows(INDArray outputs) {
        int sequences = (int) outputs.size(0);
        int columns = (int) outputs.size(1);
        int steps = (int) outputs.size(2);
        float[] turned = outputs.dup('c').data().asFloat();
        float[] rows = new float[turned.length];
        for (int sequence = 0; sequence < sequences; sequence++) {
            int base = sequence * steps * columns;
            for (int step = 0; step < steps; step++) {
                for (int column = 0; column < columns; column++) {
                    rows[base + step * columns + column] = turned[base + column * steps + step];
                }
            }
        }
        return rows;
    }
}
