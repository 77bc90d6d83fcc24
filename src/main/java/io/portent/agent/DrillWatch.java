package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.feed.FeedException;
import io.portent.feed.HttpReader;
import io.portent.forecast.Forecast;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Shows a drill's red forecast on a page of its own and follows it from link to link. Used once; not thread-safe. */
final class DrillWatch {
    /** The alert of dashboards/alerts that a forecast of red must raise. */
    static final String ALERT = "PortentForecastRed";

    private static final Duration LOOKED_AT = Duration.ofMillis(200);
    private static final Duration PATIENCE_WITH_ONE_ANSWER = Duration.ofSeconds(10);

    private final AgentConfig config;
    private final Forecast red;
    private final Drill.Order order;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Drill.Sleep sleep;
    private final PrometheusMetrics metrics = new PrometheusMetrics(1, false);
    private final DrillInbox inbox;

    DrillWatch(
            AgentConfig config,
            Forecast red,
            Drill.Order order,
            InstantSource clock,
            LongSupplier nanos,
            Drill.Sleep sleep) {
        this.config = config;
        this.red = red;
        this.order = order;
        this.clock = clock;
        this.nanos = nanos;
        this.sleep = sleep;
        this.inbox = new DrillInbox(ALERT, red.entity());
    }

    /**
     * @param links receives each link in turn, up to the first that does not hold
     * @throws IOException if the page's address cannot be listened on
     */
    void follow(List<Drill.Link> links) throws IOException, InterruptedException {
        WebPages pages = new WebPages(
                Versions.version(),
                new ScrapedPage(metrics),
                () -> List.of(red),
                Optional::empty,
                Optional::empty,
                () -> "[]",
                HorizonLabel::of);
        try (WebServer web = new WebServer(
                order.host(),
                order.port(),
                pages,
                inbox,
                WebGuard.of(config, nanos, trouble -> {}, refusal -> {}),
                error -> {})) {
            web.start();
            metrics.build(Versions.version(), Versions.revision());
            metrics.observed(red.entity(), HealthState.GREEN);
            boolean holds = add(links, metric(order.host() + ":" + web.port()));
            URI url = order.prometheus();
            if (holds && url != null) {
                watch(new HttpReader(url, () -> null, PATIENCE_WITH_ONE_ANSWER, sleep::sleep), links);
            }
        }
    }

    private static boolean add(List<Drill.Link> links, Drill.Link link) {
        links.add(link);
        return link.holds();
    }

    private Drill.Link metric(String address) throws IOException {
        long began = nanos.getAsLong();
        say();
        StringWriter page = new StringWriter();
        metrics.write(page, null);
        boolean shown = page.toString()
                .lines()
                .anyMatch(line -> line.startsWith("portent_forecast_health{")
                        && line.contains("portent_forecast_health=\"red\"")
                        && line.endsWith(" 1.0"));
        return new Drill.Link(
                "metric",
                shown ? since(began) : null,
                "portent_forecast_health{entity=\"" + red.entity() + "\"} on " + address + "/metrics");
    }

    private void watch(HttpReader prometheus, List<Drill.Link> links) throws InterruptedException {
        String entity = "entity=\"" + red.entity().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        boolean holds = add(
                links,
                await(
                        "Prometheus has it",
                        () -> has(
                                prometheus,
                                "portent_forecast_health{portent_forecast_health=\"red\"," + entity + "} == 1"),
                        "no job of it scrapes this page"));
        holds = holds
                && add(
                        links,
                        await(
                                "the rule fires",
                                () -> has(
                                        prometheus,
                                        "ALERTS{alertname=\"" + ALERT + "\",alertstate=\"firing\"," + entity + "}"),
                                ALERT + " is not among its rules, or waits for longer"));
        if (holds && order.webhook()) {
            add(
                    links,
                    await(
                            "the webhook is called",
                            inbox::arrived,
                            "no route of Alertmanager leads to /api/v1/alerts of this page, or its token is another"));
        }
    }

    private static boolean has(HttpReader prometheus, String query) {
        return !prometheus
                .get("/api/v1/query", List.of(Map.entry("query", query)))
                .at("data")
                .at("result")
                .list()
                .isEmpty();
    }

    /** Waits for one link, and meanwhile says the forecast anew as a running agent would. */
    private Drill.Link await(String name, BooleanSupplier holds, String otherwise) throws InterruptedException {
        long began = nanos.getAsLong();
        String trouble = otherwise;
        while (since(began).compareTo(order.patience()) < 0) {
            say();
            try {
                if (holds.getAsBoolean()) {
                    return new Drill.Link(name, since(began), "");
                }
                trouble = otherwise;
            } catch (FeedException e) {
                trouble = String.valueOf(e.getMessage());
            }
            sleep.sleep(LOOKED_AT);
        }
        return new Drill.Link(name, null, "not within " + order.patience().toSeconds() + " s: " + trouble);
    }

    private void say() {
        metrics.published(
                new Forecast(red.entity(), clock.instant().truncatedTo(ChronoUnit.MILLIS), red.horizons(), null));
    }

    private Duration since(long began) {
        return Duration.ofNanos(nanos.getAsLong() - began);
    }
}
