package io.portent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.metrics.RetrainMeter;
import io.portent.metrics.prometheus.PrometheusMetrics;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A metrics page that shows what an agent of some weeks shows and one of some minutes does not: drift, a retrain, a challenger, clients. */
final class FilledPage implements Closeable {
    private final HttpServer server;

    private FilledPage(HttpServer server) {
        this.server = server;
    }

    static FilledPage serve() throws IOException {
        PrometheusMetrics metrics = filled();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            StringWriter page = new StringWriter();
            metrics.write(page, null);
            byte[] bytes = page.toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        server.start();
        return new FilledPage(server);
    }

    private static PrometheusMetrics filled() {
        PrometheusMetrics metrics = new PrometheusMetrics(1, false);
        HorizonForecast green = new HorizonForecast(Duration.ofMinutes(15), 0.75, 0.125, 0.125, HealthState.GREEN);
        Forecast forecast = new Forecast("shop", Instant.EPOCH, List.of(green), null);
        metrics.published(forecast);
        metrics.shadowModel("challenger", "lstm");
        metrics.shadowed(forecast);
        metrics.drifted("shop", 0.5);
        metrics.source("tcp").clients(1);
        RetrainMeter retrain = metrics.retrain(List.of("better", "below_margin"));
        retrain.rejected(Instant.EPOCH.plusSeconds(1));
        retrain.cause("below_margin");
        metrics.config().taken(Instant.EPOCH.plusSeconds(1));
        return metrics;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
