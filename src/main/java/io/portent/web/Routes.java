package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.forecast.Forecast;
import io.portent.json.ForecastJson;
import io.portent.json.HealthJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which path answers what. Knows nothing of the server. */
final class Routes {
    private static final String JSON = "application/json";

    /** Of eight threads: who looks back must not keep a scraper waiting. */
    private static final int LOOKING_BACK = 2;

    /** The same object each time. */
    private static final Set<String> NONE = Set.of();

    private final WebPages pages;
    private final LandingPage landing;
    private final Tagged forecasts = new Tagged();
    private final Tagged health = new Tagged();
    private final Semaphore lookingBack = new Semaphore(LOOKING_BACK);

    Routes(WebPages pages) {
        this.pages = pages;
        this.landing = new LandingPage(pages);
    }

    /** The answer to GET, and but for its body to HEAD. */
    Reply get(Request request) throws IOException {
        return switch (request.path()) {
            case "/" ->
                Reply.of(200, "text/html; charset=utf-8", landing.write())
                        .with("Content-Security-Policy", LandingPage.POLICY);
            case "/metrics" -> metrics(request.header("Accept"));
            case "/-/healthy" -> Reply.of(200, Reply.TEXT, "Healthy.\n");
            case "/-/ready" -> ready(pages.notReady().get());
            case "/api/v1/forecast" -> forecasts(request.header("If-None-Match"));
            case "/api/v1/health" -> health(request.header("If-None-Match"));
            case "/api/v1/status" -> Reply.of(200, JSON, status());
            case "/api/v1/history" -> lookBack(() -> pages.chronicle().history(request.query()));
            case "/api/v1/receipts" -> lookBack(() -> pages.chronicle().receipts(request.query()));
            case "/api/v1/models" -> Reply.of(200, JSON, pages.models().json());
            default -> Reply.of(404, Reply.TEXT, "Nothing here. The paths are listed on /\n");
        };
    }

    private Reply forecasts(@Nullable String has) {
        ForecastAnswer answer = forecastAnswer();
        return forecasts.answer(answer.parts, answer.write, has);
    }

    private Reply health(@Nullable String has) {
        var observed = pages.chronicle().observed();
        return health.answer(List.of(observed), () -> HealthJson.write(observed), has);
    }

    private record ForecastAnswer(List<Object> parts, Supplier<String> write) {}

    private ForecastAnswer forecastAnswer() {
        var said = pages.forecasts().get();
        var why = pages.explanations().get();
        Set<String> behind = said.stream()
                .filter(pages.chronicle()::isLeftBehind)
                .map(Forecast::entity)
                .collect(Collectors.toSet());
        // Another set each time is another answer: of forecasts that are made none is left behind.
        return new ForecastAnswer(
                List.of(said, why, behind.isEmpty() ? NONE : behind),
                () -> ForecastJson.write(said, behind, why, pages.logText(), pages.horizonLabel()));
    }

    /** Little, for those who ask often; by the tags they know whether to ask for more. */
    private String status() {
        ForecastAnswer answer = forecastAnswer();
        var observed = pages.chronicle().observed();
        return HealthJson.status(
                pages.version(),
                pages.chronicle().now(),
                pages.chronicle().staleAfter(),
                pages.notReady().get().orElse(null),
                pages.model().get().orElse(null),
                pages.chronicle().writable(),
                pages.logText(),
                forecasts.tag(answer.parts, answer.write),
                health.tag(List.of(observed), () -> HealthJson.write(observed)));
    }

    private Reply lookBack(Supplier<String> work) {
        if (!lookingBack.tryAcquire()) {
            return Reply.busy();
        }
        try {
            return Reply.of(200, JSON, work.get());
        } catch (RefusedException e) {
            return Reply.of(400, Reply.TEXT, e.getMessage() + "\n");
        } finally {
            lookingBack.release();
        }
    }

    private static Reply ready(Optional<String> notReady) {
        return notReady.map(why -> Reply.of(503, Reply.TEXT, "Not ready: " + why + "\n"))
                .orElseGet(() -> Reply.of(200, Reply.TEXT, "Ready.\n"));
    }

    private Reply metrics(@Nullable String accept) throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream(32 * 1024);
        try (Writer out = new OutputStreamWriter(page, UTF_8)) {
            pages.metrics().write(out, accept);
        }
        return Reply.ok(pages.metrics().contentType(accept), page.toByteArray());
    }
}
