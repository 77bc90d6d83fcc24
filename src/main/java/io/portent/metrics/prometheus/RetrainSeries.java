package io.portent.metrics.prometheus;

import io.portent.metrics.RetrainMeter;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The families of training again. The time of the last success is absent, not 1970, until there has been one. Thread-safe. */
final class RetrainSeries extends Collector implements RetrainMeter {
    private final Counter promotions = Family.RETRAIN_PROMOTIONS.counter();
    private final Counter rejections = Family.RETRAIN_REJECTIONS.counter();
    private final Counter failures = Family.RETRAIN_FAILURES.counter();
    private final Gauge running = Family.RETRAIN_RUNNING.gauge();
    private final Gauge progress = Family.RETRAIN_PROGRESS.gauge();
    private volatile List<String> causes = List.of();
    private volatile @Nullable String lastCause;
    private volatile @Nullable Instant lastSuccess;

    RetrainSeries(CollectorRegistry registry) {
        registry.register(promotions);
        registry.register(rejections);
        registry.register(failures);
        registry.register(running);
        registry.register(progress);
        registry.register(this);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Instant at = lastSuccess;
        String last = lastCause;
        return List.of(
                Family.RETRAIN_LAST_SUCCESS.with(
                        at == null ? List.of() : List.of(Family.RETRAIN_LAST_SUCCESS.sample(at.toEpochMilli() / 1e3))),
                Family.RETRAIN_LAST_CAUSE.with(causes.stream()
                        .map(cause -> Family.RETRAIN_LAST_CAUSE.sample(cause.equals(last) ? 1 : 0, cause))
                        .toList()));
    }

    RetrainMeter of(Collection<String> all) {
        causes = List.copyOf(all);
        return this;
    }

    @Override
    public void running(double share) {
        running.set(1);
        progress.set(Math.max(0, Math.min(1, share)));
    }

    @Override
    public void idle() {
        running.set(0);
        progress.set(0);
    }

    @Override
    public void lastSuccess(Instant at) {
        lastSuccess = at;
    }

    @Override
    public void promoted(Instant at) {
        promotions.inc();
        lastSuccess = at;
    }

    @Override
    public void rejected(Instant at) {
        rejections.inc();
        lastSuccess = at;
    }

    @Override
    public void failed() {
        failures.inc();
    }

    @Override
    public void cause(String last) {
        lastCause = last;
    }
}
