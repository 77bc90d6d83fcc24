package io.portent.simulate;

import java.util.Arrays;

/** What the last minute saw. Latencies beyond the 8192nd are not kept: quantiles of the first are close enough for a log line. */
final class MinuteStats {
    private final int[] latencies = new int[8192];
    private int size;
    private int requests;
    private int failed;
    private int calls;
    private int retries;
    private int timeouts;
    private long callMillis;

    void request(long millis, boolean wasFailure) {
        requests++;
        if (wasFailure) {
            failed++;
        }
        if (size < latencies.length) {
            latencies[size++] = (int) Math.min(millis, Integer.MAX_VALUE);
        }
    }

    void call(Request request, long millis) {
        calls++;
        callMillis += millis;
        if (request.attempt > 1) {
            retries++;
        }
        if (request.answer == Upstream.Answer.TIMED_OUT) {
            timeouts++;
        }
    }

    void clear() {
        size = 0;
        requests = 0;
        failed = 0;
        calls = 0;
        retries = 0;
        timeouts = 0;
        callMillis = 0;
    }

    /** Call before {@link #quantile}. */
    void sort() {
        Arrays.sort(latencies, 0, size);
    }

    int quantile(double q) {
        return size == 0 ? 0 : latencies[Math.min(size - 1, (int) (q * size))];
    }

    int requests() {
        return requests;
    }

    int failed() {
        return failed;
    }

    int calls() {
        return calls;
    }

    int retries() {
        return retries;
    }

    int timeouts() {
        return timeouts;
    }

    long meanCallMillis() {
        return calls == 0 ? 0 : callMillis / calls;
    }
}
