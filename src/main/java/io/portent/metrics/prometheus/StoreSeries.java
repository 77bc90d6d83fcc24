package io.portent.metrics.prometheus;

import io.portent.metrics.StoreMeter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.util.Collection;

/** The families of the store. Thread-safe. */
final class StoreSeries implements StoreMeter {
    private final Counter errors = Family.STORE_ERRORS.counter();
    private final Counter dropped = Family.STORE_DROPPED.counter();
    private final Gauge pending = Family.STORE_PENDING.gauge();

    StoreSeries(CollectorRegistry registry) {
        registry.register(errors);
        registry.register(dropped);
        registry.register(pending);
    }

    StoreMeter of(Collection<String> problems) {
        problems.forEach(errors::labels);
        return this;
    }

    @Override
    public void failed(String problem) {
        errors.labels(problem).inc();
    }

    @Override
    public void dropped(long entries) {
        dropped.inc((double) entries);
    }

    @Override
    public void pending(long windows) {
        pending.set((double) windows);
    }
}
