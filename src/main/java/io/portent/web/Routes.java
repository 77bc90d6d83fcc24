package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.json.ForecastJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which path answers what. Knows nothing of the server. */
final class Routes {
    private final WebPages pages;
    private final LandingPage landing;

    Routes(WebPages pages) {
        this.pages = pages;
        this.landing = new LandingPage(pages);
    }

    /** The answer to GET, and but for its body to HEAD. */
    Reply get(String path, @Nullable String accept) throws IOException {
        return switch (path) {
            case "/" ->
                Reply.of(200, "text/html; charset=utf-8", landing.write())
                        .with("Content-Security-Policy", LandingPage.POLICY);
            case "/metrics" -> metrics(accept);
            case "/-/healthy" -> Reply.of(200, Reply.TEXT, "Healthy.\n");
            case "/-/ready" -> ready(pages.notReady().get());
            case "/api/v1/forecast" ->
                Reply.of(
                        200,
                        "application/json",
                        ForecastJson.write(
                                pages.forecasts().get(),
                                pages.explanations().get(),
                                pages.logText(),
                                pages.horizonLabel()));
            case "/api/v1/models" ->
                Reply.of(200, "application/json", pages.models().json());
            default -> Reply.of(404, Reply.TEXT, "Nothing here. The paths are listed on /\n");
        };
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
