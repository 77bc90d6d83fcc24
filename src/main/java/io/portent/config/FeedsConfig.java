package io.portent.config;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.grafana.GrafanaSpec;
import io.portent.feed.prometheus.PrometheusSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What other systems tell about health. Its keys stand below {@code labels}.
 *
 * @param every how often those that are asked are asked
 * @param since how far back the first question after a start goes
 * @param prometheus null: not asked
 * @param grafana null: not asked
 */
public record FeedsConfig(
        Duration every,
        Duration since,
        WebhookConfig webhook,
        @Nullable PrometheusSpec prometheus,
        @Nullable GrafanaSpec grafana) {
    public FeedsConfig {
        if (every.isNegative() || every.isZero() || since.isNegative() || since.isZero()) {
            throw new IllegalArgumentException(
                    "labels.fetch_every and labels.fetch_since must be > 0, were " + every + " and " + since);
        }
    }

    /**
     * What Alertmanager posts.
     *
     * @param enabled whether the token below opens it; {@code web.token} does so in any case
     * @param token null: only {@code web.token} opens it, or what the file holds
     * @param tokenFile null: there is none
     */
    public record WebhookConfig(
            boolean enabled,
            @Nullable Secret token,
            @Nullable Path tokenFile,
            AlertMapping mapping,
            EntityNaming entities) {}
}
