package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowSpecTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void startOf_isTheAlignedStartOfTheWindowThatHoldsTheTime(long seed) {
        Random random = new Random(seed);
        Duration length = Duration.ofMillis(1_000 + random.nextInt(random.nextBoolean() ? 9_000 : 90_000_000));
        Duration offset = Duration.ofMillis(random.nextInt((int) length.toMillis()));
        WindowSpec spec = new WindowSpec(length, offset, Duration.ZERO);
        for (int i = 0; i < 50; i++) {
            Instant time = Instant.ofEpochSecond(random.nextInt() * 2L, random.nextInt(1_000_000_000));

            Instant start = spec.startOf(time);

            assertThat(start).isBeforeOrEqualTo(time);
            assertThat(start.plus(length)).isAfter(time);
            assertThat(Math.floorMod(start.toEpochMilli() - offset.toMillis(), length.toMillis()))
                    .isZero();
            assertThat(spec.startOf(start)).isEqualTo(start);
            assertThat(spec.startOf(start.minusNanos(1))).isEqualTo(start.minus(length));
        }
    }

    @Test
    void lengthFinerThanMillisecond_isRefused() {
        assertThatThrownBy(() -> new WindowSpec(Duration.ofNanos(1_000_000_500), Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window.length must be whole milliseconds, was PT1.0000005S");
    }
}
