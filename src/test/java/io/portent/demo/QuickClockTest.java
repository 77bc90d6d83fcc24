package io.portent.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuickClockTest {
    private static final Instant BASE = Instant.parse("2026-03-26T07:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(-3 * SECOND);
    private final QuickClock clock = new QuickClock(nanos::get, BASE, 60);

    @Test
    void standsUntilItIsStarted() {
        nanos.addAndGet(100 * SECOND);
        assertThat(clock.instant()).isEqualTo(BASE);
    }

    @Test
    void runsAMinuteInEachSecond() {
        clock.start();
        nanos.addAndGet(5 * SECOND / 2);
        assertThat(clock.instant()).isEqualTo(BASE.plusSeconds(150));
    }

    @Test
    void secondStart_changesNothing() {
        clock.start();
        nanos.addAndGet(SECOND);
        clock.start();
        assertThat(clock.instant()).isEqualTo(BASE.plusSeconds(60));
    }

    @Test
    void heldClock_standsAndGoesOnFromThere() {
        clock.start();
        nanos.addAndGet(SECOND);
        clock.hold();
        nanos.addAndGet(50 * SECOND);
        assertThat(clock.instant()).isEqualTo(BASE.plusSeconds(60));
        clock.start();
        nanos.addAndGet(SECOND);
        assertThat(clock.instant()).isEqualTo(BASE.plusSeconds(120));
    }

    @Test
    void speedBelowOne_isRefused() {
        assertThatThrownBy(() -> new QuickClock(nanos::get, BASE, 0)).hasMessage("speed must be >= 1, was 0");
    }
}
