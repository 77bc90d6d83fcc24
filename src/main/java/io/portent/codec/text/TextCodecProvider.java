package io.portent.codec.text;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import io.portent.codec.CodecProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code text}: characters. The option {@code vocabulary} holds further characters that the training text may lack. */
public final class TextCodecProvider implements CodecProvider {
    static final String NAME = "text";
    private static final String VOCABULARY = "vocabulary";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "characters; --codec-option vocabulary=CHARACTERS adds those that the text lacks";
    }

    @Override
    public Codec<Integer> fit(String text, Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!option.equals(VOCABULARY)) {
                throw new IllegalArgumentException("the codec text has no option " + option + ", only " + VOCABULARY);
            }
        }
        String all = text + options.getOrDefault(VOCABULARY, "");
        if (all.isEmpty()) {
            throw new BadTextException("the text is empty");
        }
        if (all.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw new BadTextException("the text holds half a surrogate pair, which is no character");
        }
        return new TextCodec(Vocabulary.of(all));
    }

    @Override
    public Codec<Integer> restore(byte[] saved) {
        return new TextCodec(Vocabulary.of(new String(saved, StandardCharsets.UTF_8)));
    }
}
