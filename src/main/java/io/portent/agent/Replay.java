package io.portent.agent;

import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.forecast.Forecast;
import io.portent.metrics.SourceMeter;
import io.portent.metrics.prometheus.PrometheusMetrics;
import io.portent.model.NetworkFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the logs to their end and gives the metrics page as it would stand then; the same input gives the same page. */
public final class Replay {
    private final AgentConfig config;
    private final NetworkFactory networks;
    private final InstantSource clock;

    public Replay(AgentConfig config, NetworkFactory networks, InstantSource clock) {
        this.config = config;
        this.networks = networks;
        this.clock = clock;
    }

    /** Without what differs from run to run: the JVM's own families, and how long things took. */
    public String page(ModelDirectory.@Nullable Named model) throws IOException {
        PrometheusMetrics metrics = new PrometheusMetrics(
                config.limits().entities(), config.metrics().templateText());
        metrics.build(Versions.version(), Versions.revision());
        LogHistory history = new LogHistory(config, clock, (doing, events) -> {});
        for (SourceConfig source : config.sources()) {
            LogHistory.Lines lines = history.count(source);
            SourceMeter meter = metrics.source(source.name());
            meter.bytes(lines.bytes());
            meter.longLines(lines.cut());
            meter.parsed(lines.parsed());
            meter.unparsed(lines.unparsed());
            meter.filtered(lines.filtered());
        }
        Forecasting.Outcome outcome =
                new Forecasting(config, networks, clock, (doing, events) -> {}).forecast(model, null);
        outcome.lost().forEach((source, lost) -> SourceReader.tell(metrics.source(source), lost));
        metrics.overflowed(outcome.overflowed());
        metrics.leftOut(outcome.leftOut());
        for (Forecast forecast : outcome.forecasts()) {
            metrics.published(forecast, Contributions.of(outcome.explained().get(forecast.entity())));
            metrics.observed(
                    forecast.entity(), outcome.health().of(forecast.entity()).at(outcome.time()));
        }
        if (model == null) {
            metrics.noModel();
        } else {
            ModelMetrics.tell(metrics, model);
            metrics.templates(model.bundle().templates().templates().size());
        }
        return own(metrics);
    }

    private static String own(PrometheusMetrics metrics) throws IOException {
        StringWriter page = new StringWriter();
        metrics.write(page, null);
        return page.toString().lines().filter(Replay::isOwn).collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean isOwn(String line) {
        String name = line.startsWith("# ") ? line.substring("# HELP ".length()) : line;
        return name.startsWith("portent_") && !name.startsWith("portent_forecast_duration_seconds");
    }
}
