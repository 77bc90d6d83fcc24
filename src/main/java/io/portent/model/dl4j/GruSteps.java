package io.portent.model.dl4j;

import static io.portent.model.dl4j.GruParameters.BIAS;
import static io.portent.model.dl4j.GruParameters.GATES;
import static io.portent.model.dl4j.GruParameters.INPUT;
import static io.portent.model.dl4j.GruParameters.RECURRENT;
import static io.portent.model.dl4j.GruParameters.view;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One forward pass of a {@link GruLayer} over sequences side by side, and the way back. Rows are [step][sequence].
 *
 * <p>The products of all steps' inputs, and of all steps' weight gradients, are one product each; what a step costs in ND4J is
 * the number of its small operations, so the backward pass computes for all steps at once whatever does not wait for the next.
 */
final class GruSteps {
    private static final int RESET = 0;
    private static final int UPDATE = 1;
    private static final int CANDIDATE = 2;

    private final long sequences;
    private final long steps;
    private final long units;
    private final INDArray inputs;
    private final INDArray inputWeights;
    private final INDArray recurrentWeights;
    private final @Nullable INDArray mask;
    /** r, u and c side by side; u is 1 where a step is masked, so that the state passes as it was and no gradient is left. */
    private final INDArray gates;
    /** Rc h' before the reset. */
    private final INDArray recalled;
    /** One more block of rows than steps: the first is the state before them. */
    private final INDArray states;

    /**
     * @param mask a column of 0 and 1
     * @param start zero if null
     */
    GruSteps(
            INDArray inputs,
            long sequences,
            @Nullable INDArray mask,
            @Nullable INDArray start,
            INDArray inputWeights,
            INDArray recurrentWeights,
            INDArray bias) {
        this.inputs = inputs;
        this.sequences = sequences;
        this.steps = inputs.size(0) / sequences;
        this.units = recurrentWeights.size(0);
        this.inputWeights = inputWeights;
        this.recurrentWeights = recurrentWeights;
        this.mask = mask;
        this.gates = inputs.mmul(inputWeights).addiRowVector(bias).dup('c');
        this.recalled = Nd4j.createUninitialized(gates.dataType(), new long[] {inputs.size(0), units}, 'c');
        this.states = Nd4j.createUninitialized(gates.dataType(), new long[] {inputs.size(0) + sequences, units}, 'c');
        begin(start);
        for (int step = 0; step < steps; step++) {
            forward(step);
        }
    }

    private void begin(@Nullable INDArray start) {
        if (start == null) {
            step(states, 0).assign(0);
            return;
        }
        if (start.size(0) != sequences) {
            throw new IllegalStateException("the state is that of " + start.size(0) + " sequences, the input has "
                    + sequences + ": clear the state first");
        }
        step(states, 0).assign(start);
    }

    private void forward(int step) {
        INDArray before = step(states, step);
        INDArray product = before.mmul(recurrentWeights);
        INDArray here = step(gates, step);
        INDArray resetAndUpdate = here.get(all(), interval(0, CANDIDATE * units));
        resetAndUpdate.addi(product.get(all(), interval(0, CANDIDATE * units)));
        Transforms.sigmoid(resetAndUpdate, false);
        INDArray update = gate(here, UPDATE);
        if (mask != null) {
            update.subi(1).muliColumnVector(step(mask, step)).addi(1);
        }
        INDArray recall = step(recalled, step).assign(gate(product, CANDIDATE));
        INDArray candidate = gate(here, CANDIDATE);
        candidate.addi(gate(here, RESET).mul(recall));
        Transforms.tanh(candidate, false);
        step(states, step + 1).assign(before.sub(candidate).muli(update).addi(candidate));
    }

    /** Zero at masked steps. */
    INDArray outputs() {
        INDArray after = states.get(interval(sequences, states.size(0)), all());
        return mask == null ? after : after.mulColumnVector(mask);
    }

    /** A copy, [sequences, units]. */
    INDArray lastState() {
        return step(states, steps).dup('c');
    }

    /**
     * @param errors of the outputs; used up
     * @param length steps to go back from the end, without the errors of earlier ones; none or less: all
     * @param gradients views by name, overwritten
     * @return errors of the inputs
     */
    INDArray backward(INDArray errors, int length, Map<String, INDArray> gradients) {
        if (mask != null) {
            errors.muliColumnVector(mask);
        }
        long first = length > 0 ? Math.max(0, steps - length) : 0;
        if (first > 0) {
            errors.get(interval(0, first * sequences), all()).assign(0);
        }
        INDArray before = states.get(interval(0, steps * sequences), all());
        INDArray candidateSlope = candidateSlope();
        INDArray recurrentErrors = recurrentSlopes(before, candidateSlope);
        throughTime(first, errors, recurrentErrors);
        INDArray gateErrors = recurrentErrors.dup('c');
        gate(gateErrors, CANDIDATE).assign(candidateSlope.mul(errors));
        view(gradients, INPUT).assign(inputs.transpose().mmul(gateErrors));
        view(gradients, RECURRENT).assign(before.transpose().mmul(recurrentErrors));
        view(gradients, BIAS).assign(gateErrors.sum(true, 0));
        return gateErrors.mmul(inputWeights.transpose());
    }

    /** dh/d(candidate before tanh) = (1 - u) (1 - c²). */
    private INDArray candidateSlope() {
        INDArray candidate = gate(gates, CANDIDATE);
        return candidate.mul(candidate).rsubi(1).muli(gate(gates, UPDATE).rsub(1));
    }

    /** dh/d(R h') gate by gate, direct ways only: not through h'. */
    private INDArray recurrentSlopes(INDArray before, INDArray candidateSlope) {
        INDArray reset = gate(gates, RESET);
        INDArray update = gate(gates, UPDATE);
        INDArray slopes = Nd4j.createUninitialized(gates.dataType(), gates.shape(), 'c');
        gate(slopes, RESET).assign(candidateSlope.mul(recalled).muli(reset).muli(reset.rsub(1)));
        gate(slopes, UPDATE)
                .assign(before.sub(gate(gates, CANDIDATE)).muli(update).muli(update.rsub(1)));
        gate(slopes, CANDIDATE).assign(candidateSlope.mul(reset));
        return slopes;
    }

    /**
     * @param first the earliest step to go back to
     * @param errors of the outputs; afterwards of the states, from all later steps
     * @param slopes afterwards the errors of R h'
     */
    private void throughTime(long first, INDArray errors, INDArray slopes) {
        INDArray back = recurrentWeights.transpose();
        for (long step = steps - 1; step >= 0; step--) {
            INDArray error = step(errors, step);
            INDArray products = step(slopes, step);
            products.reshape('c', sequences, GATES, units).muli(error.reshape('c', sequences, 1, units));
            if (step > first) {
                step(errors, step - 1).addi(products.mmul(back)).addi(error.mul(gate(step(gates, step), UPDATE)));
            }
        }
    }

    private INDArray step(INDArray rows, long step) {
        return rows.get(interval(step * sequences, (step + 1) * sequences), all());
    }

    private INDArray gate(INDArray columns, int gate) {
        return columns.get(all(), interval(gate * units, (gate + 1) * units));
    }
}
