package io.portent.model.dl4j;

import static io.portent.model.dl4j.RandomGru.NO_WORKSPACES;
import static io.portent.model.dl4j.RandomGru.flat;
import static io.portent.model.dl4j.RandomGru.masked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Arrays;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layer by itself, in double precision, against plain loops and their finite differences. */
class GruLayerTest {
    private static final double EXACT = 1e-12;
    private static final double BY_DIFFERENCES = 1e-7;

    @Test
    void outputs_areThoseOfTheFormulas() {
        for (int seed = 0; seed < 300; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            GruPass layer = gru.layer();
            layer.setInput(gru.inputs(), NO_WORKSPACES);
            assertThat(flat(layer.activate(seed % 2 == 0, NO_WORKSPACES)))
                    .as("seed %s", seed)
                    .containsExactly(
                            gru.plainOutputs(gru.weights, gru.inputs, gru.unmasked(), new double[gru.starts.length]),
                            within(EXACT));
        }
    }

    @Test
    void maskedSteps_areZero_andLeaveTheStateAsItWas() {
        for (int seed = 0; seed < 300; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            GruPass layer = masked(gru.layer(), gru.masks());
            layer.rnnSetTBPTTState(gru.starts());
            assertThat(flat(layer.rnnActivateUsingStoredState(gru.inputs(), true, false, NO_WORKSPACES)))
                    .as("seed %s", seed)
                    .containsExactly(gru.plainOutputs(gru.weights, gru.inputs, gru.masks, gru.starts), within(EXACT));
        }
    }

    @Test
    void gradients_areThoseOfFiniteDifferences() {
        for (int seed = 0; seed < 200; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            GruPass layer = gru.layer();
            layer.setInput(gru.inputs(), NO_WORKSPACES);
            layer.activate(true, NO_WORKSPACES);
            gradientsAreExact(
                    gru,
                    layer.backpropGradient(gru.errors(), NO_WORKSPACES),
                    gru.unmasked(),
                    new double[gru.starts.length],
                    "seed " + seed);
        }
    }

    @Test
    void gradients_areThoseOfFiniteDifferences_fromACarriedState_behindMasks() {
        for (int seed = 0; seed < 200; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            boolean masks = seed % 2 == 0;
            GruPass layer = masks ? masked(gru.layer(), gru.masks()) : gru.layer();
            layer.rnnSetTBPTTState(gru.starts());
            layer.rnnActivateUsingStoredState(gru.inputs(), true, true, NO_WORKSPACES);
            gradientsAreExact(
                    gru,
                    layer.tbpttBackpropGradient(gru.errors(), gru.steps, NO_WORKSPACES),
                    masks ? gru.masks : gru.unmasked(),
                    gru.starts,
                    "seed " + seed);
        }
    }

    private static void gradientsAreExact(
            RandomGru gru, Pair<Gradient, INDArray> found, double[] masks, double[] starts, String seed) {
        assertThat(found.getFirst().gradient().toDoubleVector())
                .as(seed)
                .containsExactly(
                        PlainGru.gradient(gru.weights, w -> gru.plainLoss(w, gru.inputs, masks, starts)),
                        within(BY_DIFFERENCES));
        assertThat(flat(found.getSecond()))
                .as(seed)
                .containsExactly(
                        PlainGru.gradient(gru.inputs, x -> gru.plainLoss(gru.weights, x, masks, starts)),
                        within(BY_DIFFERENCES));
    }

    /** As if the state before the last steps were given, and the steps before them not there. */
    @Test
    void backwardLength_endsTheGradientThere() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RandomGru gru = new RandomGru(random);
            int length = 1 + random.nextInt(gru.steps);
            int first = gru.steps - length;
            GruPass whole = gru.layer();
            whole.setInput(gru.inputs(), NO_WORKSPACES);
            whole.activate(true, NO_WORKSPACES);
            Pair<Gradient, INDArray> found = whole.tbpttBackpropGradient(gru.errors(), length, NO_WORKSPACES);

            GruPass end = gru.layer();
            if (first > 0) {
                end.rnnActivateUsingStoredState(times(gru.inputs(), 0, first), true, true, NO_WORKSPACES);
            }
            end.rnnActivateUsingStoredState(times(gru.inputs(), first, gru.steps), true, true, NO_WORKSPACES);
            Pair<Gradient, INDArray> expected =
                    end.backpropGradient(times(gru.errors(), first, gru.steps), NO_WORKSPACES);
            assertSame(found.getFirst().gradient(), expected.getFirst().gradient(), "seed " + seed);
            assertSame(times(found.getSecond(), first, gru.steps), expected.getSecond(), "seed " + seed);
            if (first > 0) {
                assertThat(times(found.getSecond(), 0, first).amaxNumber().doubleValue())
                        .isZero();
            }
        }
    }

    @Test
    void sequenceInPieces_isTheWhole() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomGru gru = new RandomGru(random);
            GruPass whole = gru.layer();
            whole.setInput(gru.inputs(), NO_WORKSPACES);
            INDArray expected = whole.activate(false, NO_WORKSPACES);
            GruPass pieces = gru.layer();
            for (int from = 0; from < gru.steps; ) {
                int to = from + 1 + random.nextInt(gru.steps - from);
                INDArray piece = times(gru.inputs(), from, to);
                INDArray outputs = seed % 2 == 0
                        ? pieces.rnnTimeStep(piece, NO_WORKSPACES)
                        : pieces.rnnActivateUsingStoredState(piece, true, true, NO_WORKSPACES);
                assertSame(outputs, times(expected, from, to), "seed " + seed);
                from = to;
            }
        }
    }

    @Test
    void stateOfOtherSequences_isRefused_untilItIsCleared() {
        RandomGru gru = new RandomGru(new Random(1));
        GruPass layer = gru.layer();
        layer.rnnTimeStep(Nd4j.zeros(gru.inputs().dataType(), 1, gru.features, 1), NO_WORKSPACES);
        INDArray two = Nd4j.zeros(gru.inputs().dataType(), 2, gru.features, 1);
        assertThatIllegalStateException()
                .isThrownBy(() -> layer.rnnTimeStep(two, NO_WORKSPACES))
                .withMessageContaining("1 sequences, the input has 2");
        layer.rnnClearPreviousState();
        assertThat(layer.rnnTimeStep(two, NO_WORKSPACES).shape()).containsExactly(2, gru.units, 1);
    }

    @Test
    void timeBeforeFeatures_isTheSameTurned() {
        for (int seed = 0; seed < 100; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            GruPass layer = masked(gru.layer(), gru.masks());
            GruPass turned = masked(gru.layer(new GruLayer.Builder().dataFormat(RNNFormat.NWC)), gru.masks());
            layer.setInput(gru.inputs(), NO_WORKSPACES);
            turned.setInput(gru.inputs().permute(0, 2, 1), NO_WORKSPACES);
            INDArray outputs = layer.activate(true, NO_WORKSPACES);
            assertSame(turned.activate(true, NO_WORKSPACES).permute(0, 2, 1), outputs, "seed " + seed);
            Pair<Gradient, INDArray> one = layer.backpropGradient(gru.errors(), NO_WORKSPACES);
            Pair<Gradient, INDArray> two = turned.backpropGradient(gru.errors().permute(0, 2, 1), NO_WORKSPACES);
            assertSame(two.getFirst().gradient(), one.getFirst().gradient(), "seed " + seed);
            assertSame(two.getSecond().permute(0, 2, 1), one.getSecond(), "seed " + seed);
        }
    }

    /** A layer that drops inputs is a plain one on what is left of them; what was dropped has no gradient. */
    @Test
    void dropout_takesInputsAway_inTrainingOnly() {
        int dropped = 0;
        // To ND4J, 0 is no seed.
        for (int seed = 1; seed <= 100; seed++) {
            Nd4j.getRandom().setSeed(seed);
            RandomGru gru = new RandomGru(new Random(seed));
            GruPass dropping = gru.layer(new GruLayer.Builder().dropOut(0.5));
            GruPass plain = gru.layer();
            dropping.setInput(gru.inputs(), NO_WORKSPACES);
            INDArray outputs = dropping.activate(true, NO_WORKSPACES);
            INDArray left = dropping.input().dup();
            plain.setInput(left, NO_WORKSPACES);
            assertSame(outputs, plain.activate(true, NO_WORKSPACES), "seed " + seed);
            Pair<Gradient, INDArray> found = dropping.backpropGradient(gru.errors(), NO_WORKSPACES);
            Pair<Gradient, INDArray> expected = plain.backpropGradient(gru.errors(), NO_WORKSPACES);
            assertSame(found.getFirst().gradient(), expected.getFirst().gradient(), "seed " + seed);
            assertSame(found.getSecond(), expected.getSecond().mul(left.div(gru.inputs())), "seed " + seed);
            dropped += (int) left.eq(0).castTo(left.dataType()).sumNumber().longValue();

            dropping.setInput(gru.inputs(), NO_WORKSPACES);
            dropping.activate(false, NO_WORKSPACES);
            assertSame(dropping.input(), gru.inputs(), "seed " + seed);
        }
        assertThat(dropped).isGreaterThan(1000);
    }

    /** Noise that doubles every weight in the first iteration of a training, and trebles it in the second. */
    private static final class Louder implements IWeightNoise {
        private static final long serialVersionUID = 1L;

        @Override
        public INDArray getParameter(
                Layer layer, String name, int iteration, int epoch, boolean train, LayerWorkspaceMgr workspaces) {
            INDArray weights = layer.getParam(name);
            return train ? weights.mul(2 + iteration) : weights;
        }

        @Override
        public IWeightNoise clone() {
            return new Louder();
        }
    }

    @Test
    void weightNoise_isInBothPasses_ofTrainingOnly_andDrawnAnew() {
        for (int seed = 0; seed < 50; seed++) {
            RandomGru gru = new RandomGru(new Random(seed));
            double[] zero = new double[gru.starts.length];
            GruPass layer = gru.layer(new GruLayer.Builder().weightNoise(new Louder()));
            layer.setInput(gru.inputs(), NO_WORKSPACES);
            assertThat(flat(layer.activate(false, NO_WORKSPACES)))
                    .containsExactly(gru.plainOutputs(gru.weights, gru.inputs, gru.unmasked(), zero), within(EXACT));
            for (int iteration = 0; iteration < 2; iteration++) {
                layer.setIterationCount(iteration);
                int factor = 2 + iteration;
                double[] loud = Arrays.stream(gru.weights).map(w -> factor * w).toArray();
                assertThat(flat(layer.activate(true, NO_WORKSPACES)))
                        .as("seed %s", seed)
                        .containsExactly(gru.plainOutputs(loud, gru.inputs, gru.unmasked(), zero), within(EXACT));
                Gradient found =
                        layer.backpropGradient(gru.errors(), NO_WORKSPACES).getFirst();
                assertThat(found.gradient().toDoubleVector())
                        .as("seed %s", seed)
                        .containsExactly(
                                PlainGru.gradient(loud, w -> gru.plainLoss(w, gru.inputs, gru.unmasked(), zero)),
                                within(BY_DIFFERENCES));
            }
        }
    }

    @Test
    void forgottenForwardPass_isNotTrainedOn() {
        RandomGru gru = new RandomGru(new Random(1));
        GruPass layer = gru.layer();
        layer.setInput(gru.inputs(), NO_WORKSPACES);
        layer.activate(true, NO_WORKSPACES);
        layer.clear();
        layer.setInput(gru.inputs(), NO_WORKSPACES);
        assertThatIllegalStateException().isThrownBy(() -> layer.backpropGradient(gru.errors(), NO_WORKSPACES));
    }

    @Test
    void whatTheLayerWouldNotHeed_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GruLayer.Builder().activation(Activation.RELU))
                .withMessageContaining("tanh");
        GruLayer.Builder builder = new GruLayer.Builder().constrainRecurrent(new MaxNormConstraint(1, 0));
        assertThatIllegalArgumentException().isThrownBy(builder::build);
    }

    private static INDArray times(INDArray ncw, int from, int to) {
        return ncw.get(all(), all(), interval(from, to)).dup('f');
    }

    private static void assertSame(INDArray found, INDArray expected, String seed) {
        assertThat(found.shape()).as(seed).containsExactly(expected.shape());
        double[] numbers = expected.dup('c').reshape('c', 1, expected.length()).toDoubleVector();
        assertThat(found.dup('c').reshape('c', 1, found.length()).toDoubleVector())
                .as("%s, expected %s", seed, Arrays.toString(numbers))
                .containsExactly(numbers, within(EXACT));
    }
}
