package io.portent.agent;

import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.web.MetricsPage;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The metrics page as the web server asks for it; neither of the two packages knows the other. */
record ScrapedPage(PrometheusMetrics metrics) implements MetricsPage {
    @Override
    public String contentType(@Nullable String accept) {
        return metrics.contentType(accept);
    }

    @Override
    public void write(Writer out, @Nullable String accept) throws IOException {
        metrics.write(out, accept);
    }
}
