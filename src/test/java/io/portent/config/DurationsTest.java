package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "1000ms, PT1S, 1s",
        "90s, PT1M30S, 90s",
        "300s, PT5M, 5m",
        "15m, PT15M, 15m",
        "60m, PT1H, 1h",
        "6h, PT6H, 6h",
        "24h, PT24H, 1d",
        "30d, PT720H, 30d",
        "14d, PT336H, 2w",
        "0h, PT0S, 0s",
        "' 007s ', PT7S, 7s",
        "36500d, PT876000H, 36500d",
    })
    void durations_areReadAndWrittenInTheLargestWholeUnit(String text, Duration duration, String shortest) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60       | needs a unit, such as 60s (ms, s, m, h, d or w), was \"60\"",
                "1.5      | needs a unit, such as 1s (ms, s, m, h, d or w), was \"1.5\"",
                "1h30m    | must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was \"1h30m\"",
                "-5m      | must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was \"-5m\"",
                "5M       | must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was \"5M\"",
                "''       | must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was \"\"",
                "36501d   | must be at most 36500d, was \"36501d\"",
                "999999999999999999w | must be at most 36500d, was \"999999999999999999w\"",
            })
    void otherSpellings_areRefusedWithAHint(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0.0001S"})
    void durationsWithoutASpelling_areNotFormatted(Duration duration) {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.format(duration));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsFormatted_isReadBackAsTheSame_andNoUnitIsShorter(long seed) {
        Random random = new Random(seed);
        long[] units = {1, 1000, 60_000, 3_600_000, 86_400_000, 604_800_000};
        String[] names = {"ms", "s", "m", "h", "d", "w"};
        Duration duration = Duration.ofMillis(units[random.nextInt(units.length)] * random.nextInt(1, 5000));
        String text = Durations.format(duration);
        assertThat(Durations.parse(text)).isEqualTo(duration);
        for (int i = 0; i < units.length; i++) {
            if (duration.toMillis() % units[i] == 0) {
                assertThat(text.length()).isLessThanOrEqualTo((duration.toMillis() / units[i] + names[i]).length());
            }
        }
    }
}
