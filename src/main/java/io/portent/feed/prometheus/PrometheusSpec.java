package io.portent.feed.prometheus;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Prometheus is asked for what.
 *
 * @param url what stands before {@code /api/v1}
 * @param tokenFile holds the bearer token, read anew for every fetch; null: none is sent
 * @param step how exactly starts and ends are known
 * @param alerts what alerts mean; null: alerts are not asked for
 */
public record PrometheusSpec(
        URI url,
        @Nullable Path tokenFile,
        Duration step,
        @Nullable AlertMapping alerts,
        EntityNaming entities,
        List<Watched> expressions) {
    public PrometheusSpec {
        expressions = List.copyOf(expressions);
        if (step.toMillis() < 1000) {
            throw new IllegalArgumentException("step must be >= 1s, was " + step);
        }
    }
}
