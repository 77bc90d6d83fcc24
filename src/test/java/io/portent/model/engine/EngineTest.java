package io.portent.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.Batch;
import io.portent.model.NetworkKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against formulas in plain loops: answers, loss, what is carried, and gradients by finite differences. */
class EngineTest {
    private static final String FORWARD = """
            SIMPLE_RNN | HAZARDS
            SIMPLE_RNN | SYMBOLS
            GRU        | HAZARDS
            GRU        | SYMBOLS
            LSTM       | HAZARDS
            LSTM       | SYMBOLS
            """;
    private static final String KINDS = FORWARD + """
            BIDIRECTIONAL_SIMPLE_RNN | HAZARDS
            BIDIRECTIONAL_SIMPLE_RNN | SYMBOLS
            BIDIRECTIONAL_GRU        | HAZARDS
            BIDIRECTIONAL_LSTM       | HAZARDS
            BIDIRECTIONAL_LSTM       | SYMBOLS
            """;
    private static final double STEP = 1e-5;

    private static Shape shape(Random random, NetworkKind kind, Answers answers) {
        return new Shape(
                kind,
                1 + random.nextInt(4),
                1 + random.nextInt(5),
                1 + random.nextInt(3),
                answers == Answers.SYMBOLS ? 2 + random.nextInt(4) : 1 + random.nextInt(4),
                answers);
    }

    private static float[] weights(Random random, Shape shape) {
        float[] weights = new float[shape.weights()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.6 * random.nextGaussian());
        }
        return weights;
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** With masks, and for symbols exactly one target a step; what reads from both ends is asked at the last step only. */
    private static Batch batch(Random random, Shape shape, int sequences, int steps, boolean continues) {
        boolean ends = shape.kind().bidirectional();
        Batch batch = new Batch(sequences, steps, shape.features(), shape.outputs(), continues && !ends);
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = (float) random.nextGaussian();
        }
        for (int row = 0; row < sequences * steps; row++) {
            float counts = random.nextInt(5) == 0 ? 0 : random.nextInt(5) == 0 ? 0.25f : 1;
            counts = ends && (row + 1) % steps != 0 ? 0 : counts;
            int hit = random.nextInt(shape.outputs());
            for (int i = 0; i < shape.outputs(); i++) {
                boolean target = shape.answers() == Answers.SYMBOLS ? i == hit : random.nextInt(3) == 0;
                batch.masks()[row * shape.outputs() + i] = counts;
                batch.targets()[row * shape.outputs() + i] = target ? 1 : 0;
            }
        }
        return batch;
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void answersLossAndWhatIsCarried_areThoseOfTheFormulas(NetworkKind kind, Answers answers) {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Shape shape = shape(random, kind, answers);
            float[] weights = weights(random, shape);
            PlainRecurrent plain = new PlainRecurrent(shape, doubles(weights));
            int sequences = 1 + random.nextInt(4);
            try (Engine engine = new Engine(shape, weights)) {
                for (int i = 0; i < 3; i++) {
                    Batch batch = batch(random, shape, sequences, 1 + random.nextInt(6), i > 0);
                    List<float[]> before = engine.carried();
                    double[] expected = plain.read(batch);
                    close(engine.answers(batch), expected, "answers, seed " + seed);
                    engine.carried(before);
                    assertThat(engine.gradient(batch, new float[shape.weights()], 0))
                            .as("seed %d", seed)
                            .isCloseTo(plain.loss, within(1e-4));
                    for (int layer = 0; layer < shape.layers() && !kind.bidirectional(); layer++) {
                        close(engine.carried().get(layer), plain.carried().get(layer), "carried, seed " + seed);
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void gradients_areThoseOfTheLoss_alsoFromACarriedState(NetworkKind kind, Answers answers) {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            Shape shape = shape(random, kind, answers);
            float[] weights = weights(random, shape);
            int sequences = 1 + random.nextInt(3);
            PlainRecurrent plain = new PlainRecurrent(shape, doubles(weights));
            try (Engine engine = new Engine(shape, weights)) {
                float[] gradient = new float[shape.weights()];
                for (int i = 0; i < 2; i++) {
                    Batch batch = batch(random, shape, sequences, 1 + random.nextInt(5), i > 0);
                    double[][][] before = plain.memory();
                    double loss = engine.gradient(batch, gradient, 0);
                    plain.read(batch);
                    assertThat(loss).as("seed %d", seed).isCloseTo(plain.loss, within(1e-4));
                    close(gradient, slopes(shape, weights, batch, before), "gradient " + i + ", seed " + seed);
                }
            }
        }
    }

    private static double[] slopes(Shape shape, float[] weights, Batch batch, double[][][] before) {
        double[] moved = doubles(weights);
        double[] slopes = new double[moved.length];
        for (int i = 0; i < moved.length; i++) {
            double weight = moved[i];
            moved[i] = weight + STEP;
            double above = loss(shape, moved, batch, before);
            moved[i] = weight - STEP;
            slopes[i] = (above - loss(shape, moved, batch, before)) / (2 * STEP);
            moved[i] = weight;
        }
        return slopes;
    }

    private static double loss(Shape shape, double[] weights, Batch batch, double[][][] before) {
        PlainRecurrent plain = new PlainRecurrent(shape, weights);
        double[][][] copy = new double[before.length][][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = new double[before[i].length][];
            for (int j = 0; j < copy[i].length; j++) {
                copy[i][j] = before[i][j].clone();
            }
        }
        plain.memory(copy);
        plain.read(batch);
        return plain.loss;
    }

    /** Each sequence begins a step after its neighbour: the same as one after the other by itself. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void slidingAnswers_areThoseOfEachSequenceByItself(NetworkKind kind, Answers answers) {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            Shape shape = shape(random, kind, answers);
            int n = shape.features();
            int steps = 1 + random.nextInt(6);
            int sequences = 1 + random.nextInt(7);
            int first = random.nextInt(3);
            float[] row =
                    batch(random, shape, 1, first + steps + sequences, false).inputs();
            try (Engine engine = new Engine(shape, weights(random, shape))) {
                float[] sliding = engine.sliding(row, first, sequences, steps);
                Batch each = batch(random, shape, sequences, steps, false);
                for (int i = 0; i < sequences; i++) {
                    System.arraycopy(row, (first + i) * n, each.inputs(), i * steps * n, steps * n);
                }
                float[] alone = engine.answers(each);
                for (int i = 0; i < sliding.length; i++) {
                    int at = ((i / shape.outputs() + 1) * steps - 1) * shape.outputs() + i % shape.outputs();
                    assertThat(sliding[i]).as("seed %d, %d", seed, i).isCloseTo(alone[at], within(1e-6f));
                }
            }
        }
    }

    @Test
    void whatReadsFromBothEnds_isAskedAtTheLastStepOnly_andGoesOnFromNothing() {
        Shape shape = new Shape(NetworkKind.BIDIRECTIONAL_LSTM, 2, 3, 2, 1, Answers.HAZARDS);
        float[] weights = FirstWeights.byFan(shape, 1);
        assertThatThrownBy(() -> new Stepper(shape, weights)).hasMessageContaining("reads whole sequences");
        try (Engine engine = new Engine(shape, weights)) {
            Batch early = new Batch(2, 3, 2, 1, false);
            early.masks()[4] = 1;
            float[] gradient = new float[shape.weights()];
            assertThatThrownBy(() -> engine.gradient(early, gradient, 0)).hasMessageContaining("before the last step");
            assertThatThrownBy(() -> engine.answers(new Batch(2, 3, 2, 1, true)))
                    .hasMessageContaining("goes on from nothing");
        }
    }

    /** What a wrong number of sequences would go on from is nobody's state. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = FORWARD)
    void anotherNumberOfSequences_isRefused(NetworkKind kind, Answers answers) {
        Random random = new Random(3);
        Shape shape = shape(random, kind, answers);
        try (Engine engine = new Engine(shape, weights(random, shape))) {
            engine.answers(batch(random, shape, 2, 3, false));
            Batch three = batch(random, shape, 3, 3, true);
            assertThatThrownBy(() -> engine.answers(three)).hasMessageContaining("cannot go on from 2");
        }
    }

    /** The loss with some units left out is that of the layers' weights scaled and cut in their place. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = KINDS)
    void dropout_leavesOutTheSameForTheSameChoice_andItsGradientIsExact(NetworkKind kind, Answers answers) {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Shape shape = shape(random, kind, answers);
            float[] weights = weights(random, shape);
            Batch batch = batch(random, shape, 2, 4, false);
            float[] gradient = new float[shape.weights()];
            float[] scratch = new float[shape.weights()];
            try (Engine engine = new Engine(shape, weights, 0.4)) {
                double loss = engine.gradient(batch, gradient, seed);
                assertThat(engine.gradient(batch, scratch, seed)).isEqualTo(loss);
                assertThat(scratch).isEqualTo(gradient);
                for (int i = 0; i < weights.length; i += 3) {
                    float weight = weights[i];
                    float step = 2e-3f;
                    weights[i] = weight + step;
                    engine.weights(weights);
                    double above = engine.gradient(batch, scratch, seed);
                    weights[i] = weight - step;
                    engine.weights(weights);
                    double below = engine.gradient(batch, scratch, seed);
                    weights[i] = weight;
                    assertThat((above - below) / (2 * step))
                            .as("seed %d, weight %d", seed, i)
                            .isCloseTo(gradient[i], within(2e-2 + 1e-2 * Math.abs(gradient[i])));
                }
            }
        }
    }

    private static void close(float[] ours, double[] theirs, String what) {
        assertThat(ours).as(what).hasSize(theirs.length);
        double largest = 1;
        for (double value : theirs) {
            largest = Double.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < ours.length; i++) {
            if (Double.isNaN(theirs[i])) {
                assertThat(ours[i]).as("%s, %d", what, i).isNaN();
                continue;
            }
            assertThat((double) ours[i]).as("%s, %d", what, i).isCloseTo(theirs[i], within(2e-5 * largest));
        }
    }

    /** The same numbers one step at a time, without a native library. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = FORWARD)
    void stepper_answersAsTheFormulasDo(NetworkKind kind, Answers answers) {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            Shape shape = shape(random, kind, answers);
            float[] weights = weights(random, shape);
            PlainRecurrent plain = new PlainRecurrent(shape, doubles(weights));
            Stepper stepper = new Stepper(shape, weights);
            for (int run = 0; run < 2; run++) {
                Batch batch = batch(random, shape, 1, 1 + random.nextInt(8), false);
                double[] expected = plain.read(batch);
                stepper.forget();
                for (int step = 0; step < batch.steps(); step++) {
                    double[] one = java.util.Arrays.copyOfRange(
                            expected, step * shape.outputs(), (step + 1) * shape.outputs());
                    close(stepper.step(batch.inputs(), step * shape.features()), one, "step, seed " + seed);
                }
                int top = shape.layers() - 1;
                double[] states = java.util.Arrays.copyOf(plain.carried().get(top), shape.units());
                close(stepper.hidden(top), states, "hidden, seed " + seed);
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', textBlock = FORWARD)
    void stepper_allocatesNothingPerStep(NetworkKind kind, Answers answers) {
        Shape shape = new Shape(kind, 9, 16, 2, 5, answers);
        Stepper stepper = new Stepper(shape, FirstWeights.byFan(shape, 1));
        float[] vectors = new float[shape.features()];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = allocated();
            for (int step = 0; step < 1_000; step++) {
                stepper.step(vectors, 0);
            }
            least = Math.min(least, allocated() - before);
        }
        assertThat(least).as("bytes of 1,000 steps").isLessThan(1_000);
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }
}
