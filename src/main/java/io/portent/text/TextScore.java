package io.portent.text;

import io.portent.codec.Codec;
import io.portent.model.engine.Stepper;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How well a model foretells a text that it has not learnt from. */
public final class TextScore {
    private static final double LEAST_CHANCE = 1e-30;
    /** Steps from one question to the next whether to stop. */
    private static final int OFTEN = 1_000;

    private TextScore() {}

    /**
     * Mean negative logarithm of the chance that the model gave to what came, in nats per step; all read in order, from a zero state. The
     * first step is not asked for.
     *
     * @throws IllegalArgumentException for fewer than two steps
     */
    public static <S> double of(TextModel<S> model, List<S> steps) {
        return Objects.requireNonNull(of(model, steps, () -> false), "nobody has stopped it");
    }

    /** The same; null where it was stopped on the way. */
    static <S> @Nullable Double of(TextModel<S> model, List<S> steps, BooleanSupplier stop) {
        if (steps.size() < 2) {
            throw new IllegalArgumentException("nothing to score in " + steps.size() + " steps, at least 2");
        }
        Codec<S> codec = model.codec();
        Stepper stepper = model.stepper();
        float[] vector = new float[codec.inputs()];
        double sum = 0;
        for (int i = 0; i < steps.size() - 1; i++) {
            if (i % OFTEN == 0 && stop.getAsBoolean()) {
                return null;
            }
            codec.encode(steps.get(i), vector, 0);
            float[] chances = stepper.step(vector, 0);
            sum -= Math.log(Math.max(LEAST_CHANCE, chances[codec.outputOf(steps.get(i + 1))]));
        }
        return sum / (steps.size() - 1);
    }
}
