package io.portent.codec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import io.portent.codec.CodecContract;
import io.portent.codec.CodecProvider;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TextCodecContractTest extends CodecContract {
    @Override
    protected CodecProvider provider() {
        return new TextCodecProvider();
    }

    /** Latin, Cyrillic, control characters, and beyond Java's chars. */
    @Override
    protected String text(SplittableRandom random) {
        int[] alphabets = {0, 0x20, 0x60, 0x400, 0x4e00, 0x1f600};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 200); i > 0; i--) {
            text.appendCodePoint(alphabets[random.nextInt(alphabets.length)] + random.nextInt(32));
        }
        return text.toString();
    }

    @Override
    protected Map<String, String> options(String text, SplittableRandom random) {
        return random.nextBoolean() ? Map.of() : Map.of("vocabulary", text(random));
    }

    @Override
    protected float bound() {
        return 1;
    }

    @Test
    void aCharacterOfTwoChars_isOneStep() {
        Codec<Integer> codec = new TextCodecProvider().fit("a\uD83D\uDE00b", Map.of());
        assertThat(codec.outputs()).isEqualTo(3);
        assertThat(codec.read("\uD83D\uDE00\uD83D\uDE00")).containsExactly(2, 2);
    }

    @Test
    void anUnknownCharacter_isNamedWithItsPlace() {
        Codec<Integer> codec = new TextCodecProvider().fit("HELLO\n", Map.of());
        assertThatThrownBy(() -> codec.read("HELLO\n\nHEj"))
                .isInstanceOf(BadTextException.class)
                .hasMessageStartingWith("line 3, column 3: the character j is not among the 5");
    }
}
