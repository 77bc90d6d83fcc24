package io.portent.codec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextCodecTest {
    @Test
    void aCharacterThatIsNotKnown_isNamedWithItsPlace() {
        Codec<Integer> codec = new TextCodecProvider().fit("HELLO\n", Map.of());
        assertThatThrownBy(() -> codec.read("HELL\nHE\u0000O"))
                .isInstanceOf(BadTextException.class)
                .hasMessage(
                        "line 2, column 3: the character U+0000 is not among the 5 that the network has learnt: \\n E H L O");
        assertThatThrownBy(() -> codec.read("\uD83D\uDE00"))
                .hasMessageContaining("line 1, column 1: the character \uD83D\uDE00 ");
    }

    @Test
    void aCharacterBeyondTheFirstPlane_isOneStep() {
        String text = "a\uD83D\uDE00b";
        Codec<Integer> codec = new TextCodecProvider().fit(text, Map.of());
        assertThat(codec.inputs()).isEqualTo(3);
        assertThat(codec.read(text)).hasSize(3);
    }

    /** UTF-8 cannot hold it: what was saved would be read as another character. */
    @Test
    void halfACharacter_isRefused() {
        assertThatThrownBy(() -> new TextCodecProvider().fit("a\uD83Db", Map.of()))
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void furtherCharacters_mayBeNamed() {
        Codec<Integer> codec = new TextCodecProvider().fit("abc", Map.of("vocabulary", "xyzabc"));
        assertThat(codec.inputs()).isEqualTo(6);
        assertThat(codec.read("zx")).containsExactly(5, 3);
        assertThat(new TextCodecProvider().restore(codec.save()).read("zx")).containsExactly(5, 3);
    }

    @Test
    void anotherOption_isNamed() {
        assertThatThrownBy(() -> new TextCodecProvider().fit("abc", Map.of("vocab", "x")))
                .hasMessageContaining("vocab");
    }
}
