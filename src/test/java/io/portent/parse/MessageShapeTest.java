package io.portent.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageShapeTest {
    /** What the masker looks at, and what it may stumble over. */
    private static final String[] PIECES = {
        "a",
        "b",
        "f",
        "x",
        "z",
        "E",
        "0",
        "1",
        "7",
        "42",
        "123",
        "4f",
        "ff",
        "cafe",
        "x7gq9",
        "b4u",
        "job",
        "user",
        "for",
        "by",
        ":",
        ":",
        "::",
        "/",
        "\\",
        ".",
        ".",
        "-",
        "_",
        "@",
        "#",
        "=",
        ",",
        "(",
        ")",
        "[",
        "<*>",
        "<",
        "\"",
        " ",
        " ",
        "  ",
        "%",
        "$",
        "~",
        "+",
        "http://",
        "C:\\",
        "7:\\",
        "com",
        ".de",
        "org.",
        "\u00e9",
        "\u00df",
        "\u0663",
        "\ud83d\ude00",
        "\ud83d",
        "\t",
        "\u0001",
        "://",
        "invalid user ",
        "::1",
        "fe80::1ff:fe23:4567:890a",
        "aa:bb:cc:dd:ee:ff",
        "10.0.0.7",
        "35ms",
        "/var/log/a.log"
    };

    static Stream<Long> seeds() {
        return IntStream.range(0, 300).mapToObj(Long::valueOf);
    }

    private static String message(Random random) {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            message.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return message.toString();
    }

    private static @Nullable String shape(String message) {
        MessageShape shape = new MessageShape();
        return shape.read(message, 4_096) ? new String(shape.text(), 0, shape.length(), UTF_8) : null;
    }

    private static List<String> masked(String message) {
        Masker masker = new Masker(MinerSpec.defaults());
        masker.mask(message);
        return List.of(masker.words());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aShapeIsMaskedAsItsMessageIs(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String message = message(random);
            String shape = shape(message);
            if (shape != null) {
                assertThat(masked(shape))
                        .as("seed %s: %s as %s", seed, message, shape)
                        .isEqualTo(masked(message));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsKnownAgainIsWhatTheTreeWouldSay(long seed) {
        Random random = new Random(seed);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            messages.add(message(random));
        }
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        for (int i = 0; i < 60; i++) {
            String message =
                    messages.get(random.nextInt(messages.size())).replace('1', (char) ('0' + random.nextInt(10)));
            Template asked = TemplateMiner.resume(miner.tree()).learn(message);
            assertThat(miner.learn(message)).as("seed %s: %s", seed, message).isEqualTo(asked);
            TemplateTree tree = miner.tree();
            Template cold =
                    TemplateTree.of(MinerSpec.defaults(), tree.templates()).match(message);
            assertThat(tree.match(message)).isEqualTo(cold);
            assertThat(tree.match(message))
                    .as("seed %s: %s, again", seed, message)
                    .isEqualTo(cold);
        }
    }

    @Test
    void idsAndNumbersGiveTheSameShapeWhateverTheyAre() {
        assertThat(shape("took 350ms for job_42, id 7f3a09 of x7gq9"))
                .isEqualTo("took 0z for job_00, id 0a of z0z")
                .isEqualTo(shape("took 4711ms for job_17, id 0bc of q0000zzz"));
    }

    @Test
    void aLongMessageAForeignDigitHalfACharacterAndALongAddressHaveNone() {
        assertThat(shape("x".repeat(4_097))).isNull();
        assertThat(shape("\u0663 files")).isNull();
        assertThat(shape("half \ud83d")).isNull();
        assertThat(shape("both \ud83d\ude00")).isEqualTo("both \ud83d\ude00");
        assertThat(shape("1a:".repeat(20))).isNull();
    }
}
