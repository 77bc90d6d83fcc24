package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.explain.Cause;
import io.portent.explain.Explanation;
import io.portent.explain.ExplanationText;
import io.portent.explain.LoggedLine;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The page for people: what is forecast, in words beside the colours, and where the rest is. Needs nothing from elsewhere. What is written
 * here says the most important without a script; the script puts in its place what can be looked into.
 */
final class LandingPage {
    private static final String STYLE = PageFiles.style();
    private static final String SCRIPT = PageFiles.script();

    /** Nothing is loaded or run but the one style sheet and the one script whose hashes these are; the script asks this server alone. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + Html.sha256(STYLE.getBytes(UTF_8))
            + "'; script-src 'sha256-" + Html.sha256(SCRIPT.getBytes(UTF_8))
            + "'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final WebPages pages;

    LandingPage(WebPages pages) {
        this.pages = pages;
    }

    String write() {
        List<Forecast> forecasts = forecasts();
        Optional<String> notReady = pages.notReady().get();
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <noscript><meta http-equiv="refresh" content="15"></noscript>
                <title>%s</title>
                <link rel="icon" id="favicon" href="data:,">
                <style>%s</style>
                </head>
                <body>
                %s<header class="bar"><h1>Portent <small>%s</small></h1>
                <p class="tagline">Forecasts of a service's health, learned from its logs.</p>
                <p id="live" class="live" role="status"></p></header>
                <div id="banners"></div>
                <main id="main">
                %s%s<p class="model">Model: %s</p>
                </main>
                <footer><nav aria-label="For programs"><a href="metrics">Metrics</a> <a href="api/v1/forecast">Forecasts as JSON</a>
                <a href="api/v1/health">Health as JSON</a> <a href="api/v1/models">Models as JSON</a>
                <a href="-/ready">Readiness</a> <a href="-/healthy">Liveness</a></nav><p id="zone"></p></footer>
                <script>%s</script>
                </body>
                </html>
                """.formatted(
                title(forecasts),
                STYLE,
                PageFiles.icons(),
                Html.escape(pages.version()),
                notReady.map(why -> "<p class=\"note\" role=\"status\">Not ready: " + Html.escape(why) + "</p>\n")
                        .orElse(""),
                forecasts.isEmpty() ? "<p>No entity has been seen yet.</p>\n" : table(forecasts) + reasons(),
                Html.escape(pages.model().get().orElse("none; agent train makes one")),
                SCRIPT);
    }

    private List<Forecast> forecasts() {
        Chronicle chronicle = pages.chronicle();
        return pages.forecasts().get().stream()
                .map(one -> chronicle.isLeftBehind(one) ? one.leftBehind() : one)
                .toList();
    }

    /** Readable on a tab that nobody looks at. */
    private static String title(List<Forecast> forecasts) {
        HealthState worst = null;
        boolean anyUnknown = forecasts.isEmpty();
        for (Forecast forecast : forecasts) {
            for (HorizonForecast horizon : forecast.horizons()) {
                HealthState state = horizon.state();
                anyUnknown |= state == null;
                worst = state != null && (worst == null || state.atLeast(worst)) ? state : worst;
            }
        }
        boolean alarming = worst != null && worst.atLeast(HealthState.ORANGE);
        return "Portent: " + (anyUnknown && !alarming ? "unknown" : word(worst));
    }

    private String table(List<Forecast> forecasts) {
        SortedSet<Duration> horizons = new TreeSet<>();
        forecasts.forEach(forecast -> forecast.horizons().forEach(h -> horizons.add(h.horizon())));
        StringBuilder out = new StringBuilder();
        out.append("<div class=\"scroll\"><table>\n<caption>Worst health expected within each horizon</caption>\n");
        out.append("<thead><tr><th scope=\"col\">Entity</th>");
        for (Duration horizon : horizons) {
            out.append("<th scope=\"col\">next ")
                    .append(Html.escape(pages.horizonLabel().apply(horizon)))
                    .append("</th>");
        }
        out.append("<th scope=\"col\">Seen up to</th></tr></thead>\n<tbody>\n");
        forecasts.forEach(forecast -> row(out, forecast, horizons));
        return out.append("</tbody>\n</table></div>\n<p class=\"how\">")
                .append("Percentages are chances. A state other than green is forecast once its chance is high enough")
                .append(" for the tolerated number of false alarms (<code>forecast.alarm_budget</code>).</p>\n")
                .toString();
    }

    private String reasons() {
        StringBuilder out = new StringBuilder();
        Map<String, Explanation> all = pages.explanations().get();
        new TreeMap<>(all).forEach((entity, why) -> reasons(out, entity, why));
        return out.toString();
    }

    private void reasons(StringBuilder out, String entity, Explanation why) {
        out.append("<section class=\"reasons\"><h2>Why ")
                .append(Html.escape(entity))
                .append("</h2>\n<p>");
        out.append(Html.escape(ExplanationText.chance(why))).append("</p>\n");
        if (!why.causes().isEmpty()) {
            out.append("<ol>\n");
            why.causes().forEach(cause -> reason(out, cause));
            out.append("</ol>\n");
        }
        String like = ExplanationText.resemblance(why.resembles());
        if (like != null) {
            out.append("<p>").append(Html.escape(like)).append("</p>\n");
        }
        out.append("</section>\n");
    }

    private void reason(StringBuilder out, Cause cause) {
        out.append("<li>").append(Html.escape(ExplanationText.cause(cause, pages.logText())));
        if (pages.logText()) {
            for (LoggedLine line : cause.lines()) {
                out.append("<br><code>")
                        .append(Html.escape(line.file() + ":" + line.line() + " " + line.text()))
                        .append("</code>");
            }
        }
        out.append("</li>\n");
    }

    private void row(StringBuilder out, Forecast forecast, SortedSet<Duration> horizons) {
        out.append("<tr><th scope=\"row\">").append(Html.escape(forecast.entity()));
        String why = forecast.unknown();
        if (why != null) {
            out.append("<p class=\"why\">").append(Html.escape(why)).append("</p>");
        }
        out.append("</th>");
        for (Duration horizon : horizons) {
            forecast.horizons().stream()
                    .filter(h -> h.horizon().equals(horizon))
                    .findFirst()
                    .ifPresentOrElse(
                            h -> cell(out, h, pages.horizonLabel().apply(horizon)), () -> out.append("<td></td>"));
        }
        out.append("<td data-label=\"seen up to\"><time>")
                .append(forecast.time())
                .append("</time></td></tr>\n");
    }

    /** On a narrow screen each cell is a line of its own and says itself what it is. */
    private static void cell(StringBuilder out, HorizonForecast forecast, String horizon) {
        String state = word(forecast.state());
        out.append("<td class=\"")
                .append(state)
                .append("\" data-label=\"next ")
                .append(Html.escape(horizon))
                .append("\"><strong>")
                .append(state)
                .append("</strong>");
        if (forecast.state() != null) {
            out.append(String.format(
                    Locale.ROOT,
                    " <span class=\"odds\">red %s, orange %s</span>",
                    percent(forecast.red()),
                    percent(forecast.orange())));
        }
        out.append("</td>");
    }

    /** Never rounds a chance to none. */
    private static String percent(double probability) {
        return probability > 0 && probability < 0.01
                ? "&lt;1%"
                : String.format(Locale.ROOT, "%.0f%%", probability * 100);
    }

    private static String word(@Nullable HealthState state) {
        return state == null ? "unknown" : state.label();
    }
}
