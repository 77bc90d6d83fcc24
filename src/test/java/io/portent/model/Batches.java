package io.portent.model;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.codec.WindowCodec;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.HealthPast;
import io.portent.dataset.Inputs;
import io.portent.dataset.Run;
import io.portent.health.HealthHistory;
import io.portent.health.Label;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Builds batches as the trainer does: chunks of labelled runs, with burn-in, holes in the labels and an uneven end. */
public final class Batches {
    /** As {@link Runs#HORIZONS} ask for. */
    public static final int OUTPUTS = HazardTargets.outputs(Runs.HORIZONS);

    private static final int MINUTES = 45;

    private Batches() {}

    /** Chunks of one random run; features are normal with mean 0 and deviation 1. */
    public static Batch random(Random random, ModelSpec spec, int features) {
        List<Chunk> chunks = Chunk.of(run(random, features), spec, step -> true);
        Batch batch = new Batch(chunks.size(), spec.chunkSteps(), features, OUTPUTS);
        for (int i = 0; i < chunks.size(); i++) {
            batch.put(i, chunks.get(i), 1);
        }
        return batch;
    }

    private static EncodedRun run(Random random, int features) {
        List<Window> windows = Histories.windows("shop", 0, MINUTES, minute -> 0);
        List<Label> labels = new ArrayList<>(Histories.incidents("shop", MINUTES - 8, 17));
        labels.addAll(Histories.randomLabels(random, "shop", MINUTES, 3));
        return EncodedRun.of(
                Run.of(windows).get(0),
                new Inputs(new Noise(random, features), HealthPast.NONE),
                new HealthHistory(labels, null),
                new HazardTargets(Runs.HORIZONS, Histories.minute(MINUTES - 5)),
                Runs.HORIZONS);
    }

    /** Says nothing about the window; the same window twice gives other numbers. */
    private record Noise(Random random, int size) implements WindowCodec {
        @Override
        public List<String> features() {
            return IntStream.range(0, size).mapToObj(i -> "noise" + i).toList();
        }

        @Override
        public void encode(Window window, float[] out, int offset) {
            for (int i = 0; i < size; i++) {
                out[offset + i] = (float) random.nextGaussian();
            }
        }
    }
}
