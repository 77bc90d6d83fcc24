package io.portent.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void soManyAtOnce_andOneMoreAfterEachInterval() throws UnknownHostException {
        AddressLimit limit = new AddressLimit(3, Duration.ofSeconds(2), 10);
        InetAddress one = InetAddress.getByName("10.0.0.1");
        long start = Long.MAX_VALUE - SECOND; // nanoTime may be anywhere, and may overflow
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take(one, start)).isTrue();
        }
        assertThat(limit.has(one, start)).isFalse();
        assertThat(limit.take(one, start)).isFalse();
        assertThat(limit.take(one, start + 2 * SECOND - 1)).isFalse();
        assertThat(limit.has(one, start + 2 * SECOND)).isTrue();
        assertThat(limit.take(one, start + 2 * SECOND)).isTrue();
        assertThat(limit.take(one, start + 2 * SECOND)).isFalse();
        assertThat(limit.take(InetAddress.getByName("10.0.0.2"), start)).isTrue();
    }

    @Test
    void aNetworkOfIpv6_isOneAddress() throws UnknownHostException {
        AddressLimit limit = new AddressLimit(1, Duration.ofSeconds(1), 10);
        assertThat(limit.take(InetAddress.getByName("2001:db8:1:2::1"), 0)).isTrue();
        assertThat(limit.take(InetAddress.getByName("2001:db8:1:2:3:4:5:6"), 0)).isFalse();
        assertThat(limit.take(InetAddress.getByName("2001:db8:1:3::1"), 0)).isTrue();
    }

    @Test
    void onlySoManyAreRemembered_thoseHeardLast() throws UnknownHostException {
        AddressLimit limit = new AddressLimit(1, Duration.ofSeconds(1), 5);
        for (int i = 0; i < 1000; i++) {
            limit.take(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}), 0);
            assertThat(limit.remembered()).isLessThanOrEqualTo(5);
        }
        assertThat(limit.has(InetAddress.getByAddress(new byte[] {10, 0, 3, (byte) 231}), 0))
                .isFalse();
    }

    /** Against a bucket that is filled drop by drop. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void itIsATokenBucket(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int burst = 1 + random.nextInt(5);
            int interval = 1 + random.nextInt(7);
            TokenBucket bucket = new TokenBucket(burst, Duration.ofNanos(interval));
            long now = random.nextLong();
            double tokens = burst;
            for (int step = 0; step < 100; step++) {
                int passed = random.nextInt(10);
                now += passed;
                tokens = Math.min(burst, tokens + (double) passed / interval);
                boolean expected = tokens >= 1 - 1e-9;
                assertThat(bucket.take(now))
                        .as("seed %d round %d step %d", seed, round, step)
                        .isEqualTo(expected);
                tokens -= expected ? 1 : 0;
            }
        }
    }
}
