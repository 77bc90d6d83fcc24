package io.portent.model.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer of random size with random weights, and sequences for it: inputs, masks, states to begin from, and the errors of
 * its outputs. Arrays are flat, [sequence][step][feature or unit].
 */
final class RandomGru {
    static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    final int features;
    final int units;
    final int sequences;
    final int steps;
    final double[] weights;
    final double[] inputs;
    final double[] masks;
    final double[] starts;
    final double[] errors;

    RandomGru(Random random) {
        features = 1 + random.nextInt(4);
        units = 1 + random.nextInt(4);
        sequences = 1 + random.nextInt(4);
        steps = 1 + random.nextInt(6);
        weights = gaussians(random, PlainGru.weights(features, units));
        inputs = gaussians(random, sequences * steps * features);
        masks = random.doubles((long) sequences * steps)
                .map(chance -> chance < 0.3 ? 0 : 1)
                .toArray();
        starts = gaussians(random, sequences * units);
        errors = gaussians(random, sequences * steps * units);
    }

    private static double[] gaussians(Random random, int length) {
        double[] numbers = new double[length];
        Arrays.setAll(numbers, i -> random.nextGaussian());
        return numbers;
    }

    GruPass layer() {
        return layer(new GruLayer.Builder());
    }

    GruPass layer(GruLayer.Builder builder) {
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .layer(builder.nIn(features).nOut(units).build())
                .build();
        INDArray parameters = Nd4j.createFromArray(weights).reshape(1, weights.length);
        GruPass layer = (GruPass) conf.getLayer().instantiate(conf, null, 0, parameters, false, DataType.DOUBLE);
        layer.setBackpropGradientsViewArray(Nd4j.create(DataType.DOUBLE, 1, weights.length));
        return layer;
    }

    static GruPass masked(GruPass layer, INDArray mask) {
        layer.setMaskArray(mask);
        return layer;
    }

    INDArray inputs() {
        return ncw(inputs, features);
    }

    INDArray errors() {
        return ncw(errors, units);
    }

    INDArray masks() {
        return Nd4j.createFromArray(masks).reshape('c', sequences, steps);
    }

    Map<String, INDArray> starts() {
        return Map.of(GruPass.STATE, Nd4j.createFromArray(starts).reshape('c', sequences, units));
    }

    private INDArray ncw(double[] flat, int width) {
        return Nd4j.createFromArray(flat)
                .reshape('c', sequences, steps, width)
                .permute(0, 2, 1)
                .dup('f');
    }

    /** From [batch, any, time] as DL4J has it. */
    static double[] flat(INDArray ncw) {
        return ncw.permute(0, 2, 1).dup('c').reshape('c', 1, ncw.length()).toDoubleVector();
    }

    double[] unmasked() {
        double[] ones = new double[masks.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** By the formulas in plain loops; masked. */
    double[] plainOutputs(double[] w, double[] x, double[] m, double[] start) {
        PlainGru plain = new PlainGru(features, units, w);
        double[] outputs = new double[errors.length];
        for (int s = 0; s < sequences; s++) {
            double[] mask = Arrays.copyOfRange(m, s * steps, (s + 1) * steps);
            double[] from = Arrays.copyOfRange(start, s * units, (s + 1) * units);
            double[][] states = plain.states(sequence(x, s), mask, from);
            for (int step = 0; step < steps; step++) {
                for (int unit = 0; unit < units; unit++) {
                    outputs[(s * steps + step) * units + unit] = mask[step] * states[step][unit];
                }
            }
        }
        return outputs;
    }

    private double[][] sequence(double[] x, int index) {
        double[][] rows = new double[steps][];
        Arrays.setAll(
                rows,
                step -> Arrays.copyOfRange(
                        x, (index * steps + step) * features, (index * steps + step + 1) * features));
        return rows;
    }

    /** What {@link #errors} are the gradient of, in the outputs. */
    double plainLoss(double[] w, double[] x, double[] m, double[] start) {
        double[] outputs = plainOutputs(w, x, m, start);
        double loss = 0;
        for (int i = 0; i < outputs.length; i++) {
            loss += outputs[i] * errors[i];
        }
        return loss;
    }
}
