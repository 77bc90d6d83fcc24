package io.portent.model.engine;

import io.portent.model.Batch;
import io.portent.model.NetworkKind;
import io.portent.model.RandomBatch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Processor time of a training step, of a pass over a window and of a step of it, as bench/peers/torch_step.py measures PyTorch's: 32
 * features, 64 units, 60 steps, 3 hazards at each, Adam. Run by bench/engine_peers.py.
 *
 * <pre>
 *   StepBench KIND BATCH ROUNDS    StepBench KIND forward ROUNDS
 * </pre>
 */
final class StepBench {
    private static final int FEATURES = 32;
    private static final int UNITS = 64;
    private static final int STEPS = 60;
    private static final int OUTPUTS = 3;
    private static final int WARM = 200;

    private StepBench() {}

    public static void main(String[] arguments) {
        NetworkKind kind = Arrays.stream(NetworkKind.values())
                .filter(each -> each.label().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        Shape shape = new Shape(kind, FEATURES, UNITS, 1, OUTPUTS, Answers.HAZARDS);
        int rounds = Integer.parseInt(arguments[2]);
        if (arguments[1].equals("forward")) {
            forward(shape, rounds);
        } else {
            training(shape, Integer.parseInt(arguments[1]), rounds);
        }
    }

    private static void training(Shape shape, int sequences, int rounds) {
        Random random = new Random(1);
        Batch batch = shape.kind().bidirectional()
                ? RandomBatch.atTheEnd(random, sequences, STEPS, FEATURES, OUTPUTS)
                : RandomBatch.of(random, sequences, STEPS, FEATURES, OUTPUTS);
        Optimizer adam = new Adam(shape.weights(), 1e-3, 1e-8);
        try (EngineLearner learner = new EngineLearner(shape, FirstWeights.byFan(shape, 1), adam, 1e9, 0, 1)) {
            print("ms", 1e6, times(rounds, () -> learner.fit(batch)));
        }
    }

    private static void forward(Shape shape, int rounds) {
        float[] x = new float[STEPS * FEATURES];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        float[] weights = FirstWeights.byFan(shape, 1);
        try (Engine engine = new Engine(shape, weights)) {
            print("pass by BLAS, us", 1e3, times(rounds, () -> engine.sliding(x, 0, 1, STEPS)));
        }
        if (shape.kind().bidirectional()) {
            return;
        }
        Stepper stepper = new Stepper(shape, weights);
        print("pass step by step, us", 1e3, times(rounds, () -> {
            stepper.forget();
            for (int step = 0; step < STEPS - 1; step++) {
                stepper.read(x, step * FEATURES);
            }
            stepper.step(x, (STEPS - 1) * FEATURES);
        }));
        print("step, us", 1e3 * STEPS, times(rounds, () -> {
            for (int step = 0; step < STEPS; step++) {
                stepper.step(x, step * FEATURES);
            }
        }));
    }

    private static long[] times(int rounds, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] times = new long[rounds];
        for (int round = -WARM; round < rounds; round++) {
            long before = threads.getCurrentThreadCpuTime();
            work.run();
            if (round >= 0) {
                times[round] = threads.getCurrentThreadCpuTime() - before;
            }
        }
        Arrays.sort(times);
        return times;
    }

    private static void print(String what, double unit, long[] times) {
        int n = times.length;
        System.out.printf(
                Locale.ROOT,
                "{\"what\":\"%s\",\"p10\":%.3f,\"median\":%.3f,\"p90\":%.3f}%n",
                what,
                times[n / 10] / unit,
                times[n / 2] / unit,
                times[n - 1 - n / 10] / unit);
    }
}
