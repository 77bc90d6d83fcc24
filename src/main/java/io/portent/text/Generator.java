package io.portent.text;

import io.portent.codec.Choice;
import io.portent.codec.Codec;
import io.portent.model.engine.Stepper;
import java.util.List;

/**
 * Writes on, a step at a time. Not thread-safe.
 *
 * @param <S> a step of the codec
 */
public final class Generator<S> {
    private final Codec<S> codec;
    private final Stepper stepper;
    private final Choice choice;
    private final float[] vector;
    private float[] chances;

    /**
     * @param prime what has been written so far; its last step is the first that is answered
     * @throws IllegalArgumentException if there is none: a network answers to something
     */
    public Generator(TextModel<S> model, List<S> prime, Choice choice) {
        if (prime.isEmpty()) {
            throw new IllegalArgumentException("there must be something to go on from");
        }
        this.codec = model.codec();
        this.stepper = model.stepper();
        this.choice = choice;
        this.vector = new float[codec.inputs()];
        this.chances = read(prime.get(0));
        prime.subList(1, prime.size()).forEach(step -> chances = read(step));
    }

    private float[] read(S step) {
        codec.encode(step, vector, 0);
        return stepper.step(vector, 0);
    }

    /** The next step's text. */
    public String next() {
        S step = codec.stepOf(choice.of(chances));
        chances = read(step);
        return codec.write(step);
    }
}
