package io.portent.text;

import io.portent.codec.Choice;
import io.portent.codec.Codec;
import io.portent.codec.Codecs;
import io.portent.model.NetworkKind;
import java.util.Map;

/** Trains a network on a text until it has it by heart, and lets it write. */
public final class LearntByHeart {
    private static final Frequencies NEVER = new Frequencies(0, 1, 0, 0);

    private final TextModel<?> model;

    private LearntByHeart(TextModel<?> model) {
        this.model = model;
    }

    /** @param sequence steps that a gradient reaches back */
    public static LearntByHeart of(
            String codec,
            Map<String, String> options,
            String text,
            NetworkKind network,
            int sequence,
            int epochs,
            long seed) {
        return new LearntByHeart(
                trained(Codecs.named(codec).fit(text, options), text, spec(codec, network, sequence, epochs, seed)));
    }

    private static TextSpec spec(String codec, NetworkKind network, int sequence, int epochs, long seed) {
        return new TextSpec(
                codec, network, 32, 1, 0, sequence, 1, UpdaterKind.ADAM, 0.005, 1e-5, 5, 0, seed, epochs, 0);
    }

    private static <S> TextModel<S> trained(Codec<S> codec, String text, TextSpec spec) {
        try (TextTraining<S> training =
                new TextTraining<>(spec, codec, codec.read(text), "", java.util.List.of(), null)) {
            return training.run(NEVER, new Unheard()).model();
        }
    }

    /** What it writes after a text, the likeliest each time. */
    public String after(String prime, int steps) {
        return after(model, prime, steps);
    }

    private static <S> String after(TextModel<S> model, String prime, int steps) {
        Generator<S> generator = new Generator<>(model, model.codec().read(prime), Choice.hard());
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            written.append(generator.next());
        }
        return written.toString();
    }
}
