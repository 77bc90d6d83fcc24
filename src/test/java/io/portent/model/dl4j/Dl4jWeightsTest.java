package io.portent.model.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.model.NetworkKind;
import io.portent.model.engine.Answers;
import io.portent.model.engine.FirstWeights;
import io.portent.model.engine.Shape;
import io.portent.model.engine.Stepper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks for text are plain DL4J networks: its own reader restores them, and its own layers answer as ours. */
class Dl4jWeightsTest {
    @ParameterizedTest
    @EnumSource(
            value = NetworkKind.class,
            names = {"SIMPLE_RNN", "LSTM"})
    void stockDl4jRestoresTheSameAnswers(NetworkKind kind) throws IOException {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Shape shape = new Shape(
                    kind,
                    2 + random.nextInt(9),
                    1 + random.nextInt(9),
                    1 + random.nextInt(3),
                    2 + random.nextInt(9),
                    Answers.SYMBOLS);
            float[] weights = FirstWeights.byFan(shape, seed);
            byte[] saved = new Dl4jWeights().write(shape, weights);
            assertThat(new Dl4jWeights().read(saved)).isEqualTo(weights);
            ComputationGraph stock = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(saved), true);
            assertThat(stock.params().data().asFloat()).isEqualTo(weights);
            int steps = 1 + random.nextInt(8);
            float[] x = new float[steps * shape.features()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) random.nextGaussian();
            }
            INDArray in = Nd4j.createFromArray(x)
                    .reshape(1, steps, shape.features())
                    .permute(0, 2, 1)
                    .dup('f');
            INDArray theirs = stock.outputSingle(in);
            Stepper ours = new Stepper(shape, weights);
            for (int step = 0; step < steps; step++) {
                float[] chances = ours.step(x, step * shape.features());
                for (int i = 0; i < chances.length; i++) {
                    assertThat(chances[i]).as("seed %d", seed).isCloseTo(theirs.getFloat(0, i, step), within(1e-5f));
                }
            }
        }
    }
}
