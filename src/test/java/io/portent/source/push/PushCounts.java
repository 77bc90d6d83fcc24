package io.portent.source.push;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What a test was told of those who send. */
final class PushCounts implements PushMeter {
    final AtomicLong refused = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicInteger clients = new AtomicInteger();

    @Override
    public void refused(long lines) {
        refused.addAndGet(lines);
    }

    @Override
    public void failed() {
        failed.incrementAndGet();
    }

    @Override
    public void clients(int number) {
        clients.set(number);
    }
}
