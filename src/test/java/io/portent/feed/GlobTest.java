package io.portent.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GlobTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aGlobMatches_whatTheSameRegularExpressionMatches(long seed) {
        Random random = new Random(seed);
        String pattern = text(random, "ab*?", 1 + random.nextInt(8));
        String name = text(random, "ab", random.nextInt(8));
        String regex = pattern.replace("*", ".*").replace("?", ".");
        assertThat(new Glob(pattern).matches(name))
                .as("seed " + seed + ": " + pattern + " on " + name)
                .isEqualTo(Pattern.matches(regex, name));
    }

    @Test
    void aHostileName_takesNoExponentialTime() {
        Glob glob = new Glob("*a".repeat(200) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(glob.matches("a".repeat(10_000))).isFalse());
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
