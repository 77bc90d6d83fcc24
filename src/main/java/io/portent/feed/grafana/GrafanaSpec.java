package io.portent.feed.grafana;

import io.portent.feed.EntityNaming;
import io.portent.health.HealthState;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which Grafana is asked for which annotations.
 *
 * @param url what stands before {@code /api}
 * @param token of a service account that may read annotations; null: none is sent
 * @param tags regions with any of these are labels
 * @param state what those labels say
 * @param interventionTags points and regions with any of these are interventions
 * @param entities tags such as {@code service:shop} stand for labels
 */
public record GrafanaSpec(
        URI url,
        @Nullable String token,
        List<String> tags,
        HealthState state,
        List<String> interventionTags,
        EntityNaming entities) {
    public GrafanaSpec {
        tags = List.copyOf(tags);
        interventionTags = List.copyOf(interventionTags);
    }

    /** The token stays out of logs. */
    @Override
    public String toString() {
        return "GrafanaSpec[url=" + url + ", tags=" + tags + ", state=" + state + ", interventionTags="
                + interventionTags + ", entities=" + entities + "]";
    }
}
