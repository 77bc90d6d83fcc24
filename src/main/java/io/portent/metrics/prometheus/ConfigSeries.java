package io.portent.metrics.prometheus;

import io.portent.metrics.ConfigMeter;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.time.Instant;

/** The families of the configuration, named as Prometheus names its own. Thread-safe. */
final class ConfigSeries implements ConfigMeter {
    private final Gauge successful = Family.CONFIG_RELOAD_SUCCESSFUL.gauge();
    private final Gauge timestamp = Family.CONFIG_RELOAD_TIMESTAMP.gauge();

    ConfigSeries(CollectorRegistry registry) {
        registry.register(successful);
        registry.register(timestamp);
    }

    @Override
    public void taken(Instant at) {
        timestamp.set(at.toEpochMilli() / 1e3);
        successful.set(1);
    }

    @Override
    public void refused() {
        successful.set(0);
    }
}
