package io.portent.codec.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LogCodecTest {
    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Columns are filled from what a window counts; asked one by one, they say the same. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void vector_isEachFeatureScaledAndClipped(int seed) {
        Random random = new Random(seed);
        List<ScaledFeature> scaled = new ArrayList<>(List.of(
                new ScaledFeature("severity:ERROR", 0.2, 0.5),
                new ScaledFeature("PRESENCE", 0.9, 0.1),
                new ScaledFeature("field:MEAN:ms", 3, 2)));
        for (int i = 0; i < 20; i++) {
            scaled.add(new ScaledFeature("template:t" + i, random.nextDouble(), 0.01 + random.nextDouble()));
            scaled.add(new ScaledFeature("value:t" + i + "#2=x", random.nextDouble(), 0.01 + random.nextDouble()));
            scaled.add(new ScaledFeature("exception:e" + i, random.nextDouble(), 0.01 + random.nextDouble()));
        }
        scaled.add(scaled.get(3));
        Window window = window(random);
        float[] vector = new float[scaled.size() + 2];

        new LogCodec(scaled).encode(window, vector, 1);

        for (int i = 0; i < scaled.size(); i++) {
            ScaledFeature one = scaled.get(i);
            double value = (FeatureName.parse(one.name()).of(window) - one.mean()) / one.deviation();
            float expected = Double.isNaN(value) ? 0 : (float) Math.max(-5, Math.min(5, value));
            assertThat(vector[1 + i]).as(one.name()).isEqualTo(expected);
        }
    }

    private static Window window(Random random) {
        Map<String, Integer> templates = new HashMap<>();
        Map<String, Integer> values = new HashMap<>();
        for (int i = 0; i < 25; i++) {
            if (random.nextInt(3) == 0) {
                templates.put("t" + i, 1 + random.nextInt(9));
                values.put("t" + i + "#2=" + (random.nextBoolean() ? "x" : "y"), 1 + random.nextInt(9));
            }
        }
        Window counted = Histories.window("shop", 0, Map.of(Severity.ERROR, random.nextInt(5)), templates, values);
        return new Window(
                counted.entity(),
                counted.start(),
                counted.length(),
                counted.severities(),
                templates,
                values,
                Map.of("e" + random.nextInt(30), 2),
                Map.of(),
                0,
                counted.longestGap());
    }
}
