package io.portent.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.evaluate.AlarmScore;
import io.portent.evaluate.Comparison;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Trace;
import io.portent.evaluate.Verdict;
import io.portent.health.HealthState;
import io.portent.heatmap.Harmless;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What forecasts were worth, as one page that can be mailed: it needs nothing from elsewhere, and reads without its script, which
 * only draws what tables say.
 */
public final class ReportPage {
    private final Evidence evidence;
    private final Assets assets;
    private final Function<Duration, String> label;

    private ReportPage(Evidence evidence, Assets assets, Function<Duration, String> label) {
        this.evidence = evidence;
        this.assets = assets;
        this.label = label;
    }

    /** The same evidence gives the same page. */
    public static String write(Evidence evidence, Assets assets, Function<Duration, String> horizonLabel) {
        return new ReportPage(evidence, assets, horizonLabel).html();
    }

    /** Nothing is run or applied but the one script and the one style sheet whose hashes these are, and nothing is loaded. */
    static String policy(Assets assets) {
        return "default-src 'none'; script-src 'sha256-" + sha256(assets.script()) + "'; style-src 'sha256-"
                + sha256(assets.style())
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
    }

    private String html() {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta name="referrer" content="no-referrer">
                <title>What the forecasts were worth</title>
                <style>%s</style>
                </head>
                <body>
                <header><h1>What the forecasts were worth</h1>
                %s</header>
                <main>
                %s</main>
                <script type="application/json" id="data">%s</script>
                <script>%s</script>
                </body>
                </html>
                """.formatted(
                policy(assets), assets.style(), head(), body(), PageData.json(evidence, label), assets.script());
    }

    private String head() {
        Judgement judgement = evidence.judgement();
        StringBuilder out = new StringBuilder("<p>")
                .append(Harmless.html(String.format(
                        Locale.ROOT,
                        "Model: %s (%s). %,d forecasts of %d %s, none of time that was learnt from.",
                        evidence.model(),
                        judgement.model(),
                        judgement.moments(),
                        evidence.entities(),
                        evidence.entities() == 1 ? "entity" : "entities")))
                .append("</p>\n");
        evidence.remarks()
                .forEach(one -> out.append("<p class=\"note\">")
                        .append(Harmless.html(one))
                        .append("</p>\n"));
        return out.toString();
    }

    private String body() {
        Judgement judgement = evidence.judgement();
        VerdictSection section = new VerdictSection(judgement, label);
        StringBuilder out = new StringBuilder(summary())
                .append(contents(section))
                .append(parts())
                .append(timelines());
        out.append("<section id=\"scores\"><h2 class=\"plain\">Scores</h2>\n");
        for (Verdict verdict : worstFirst()) {
            boolean open = verdict.level() == HealthState.RED;
            out.append(section.html(verdict, judgement.verdicts().indexOf(verdict), open));
        }
        return out.append("</section>\n")
                .append(new IncidentSection(evidence, label).html())
                .toString();
    }

    /** What pages people comes first. */
    private List<Verdict> worstFirst() {
        return evidence.judgement().verdicts().stream()
                .sorted(Comparator.comparing(Verdict::level).reversed())
                .toList();
    }

    /** What pages people, in a row of sentences; then whether it was worth the trouble. */
    private String summary() {
        Judgement judgement = evidence.judgement();
        StringBuilder out = new StringBuilder("<section id=\"summary\" class=\"cards\">\n");
        for (Verdict verdict : judgement.verdicts()) {
            AlarmScore alarms = verdict.own().score().alarms();
            if (verdict.level() == HealthState.RED && verdict.scored() && alarms != null) {
                Duration lead = alarms.medianLead();
                out.append("<div class=\"card\"><p class=\"big\">")
                        .append(alarms.warned())
                        .append(" of ")
                        .append(alarms.onsets())
                        .append("</p><p>failures warned of within ")
                        .append(Harmless.html(label.apply(verdict.horizon())))
                        .append(lead == null ? "" : ", the median " + Words.length(lead) + " ahead")
                        .append("; ")
                        .append(Words.number("%.2f", alarms.falseAlarmsPerWeek()))
                        .append(" false alarms per entity-week</p></div>\n");
            }
        }
        out.append("</section>\n");
        Table table = new Table(
                "How much less log loss than each baseline, over all questions together",
                List.of("baseline", "less log loss", "90 % interval", "so it is"));
        judgement
                .against()
                .forEach((name, one) -> table.row(List.of(
                        name,
                        Words.percent(one.gain()),
                        Words.percent(one.low()) + " to " + Words.percent(one.high()),
                        word(one))));
        return out.append(table.end()).toString();
    }

    private static String word(Comparison one) {
        return one.surelyBetter() ? "✓ better" : one.surelyWorse() ? "✗ worse" : "– not told apart by this time";
    }

    private String contents(VerdictSection section) {
        StringBuilder out = new StringBuilder("<nav aria-label=\"Contents\"><a href=\"#timeline\">Timeline</a>");
        for (Verdict verdict : worstFirst()) {
            out.append(" <a href=\"#")
                    .append(VerdictSection.id(verdict, evidence.judgement().horizons()))
                    .append("\">")
                    .append(Harmless.html(section.title(verdict)))
                    .append("</a>");
        }
        return out.append(" <a href=\"#incidents\">Incidents</a></nav>\n").toString();
    }

    private String parts() {
        Table table = new Table(
                evidence.embargo().isZero()
                        ? "What was learnt and what was asked; training labels end with the training"
                        : "What was learnt and what was asked, with " + Words.length(evidence.embargo())
                                + " between them (one data window and the longest horizon)",
                List.of("trained until (UTC)", "asked from", "until", "forecasts"));
        evidence.judgement()
                .parts()
                .forEach(part -> table.row(List.of(
                        Words.time(part.trainedUntil()),
                        Words.time(part.from()),
                        Words.time(part.until()),
                        String.format(Locale.ROOT, "%,d", part.moments()))));
        return table.end();
    }

    private String timelines() {
        StringBuilder out = new StringBuilder("<section id=\"timeline\"><h2>Forecast against what happened</h2>\n");
        out.append("<form class=\"controls\"><label>Horizon <select id=\"horizon\">");
        List<Duration> horizons = evidence.judgement().horizons().horizons();
        for (int i = 0; i < horizons.size(); i++) {
            out.append("<option value=\"")
                    .append(i)
                    .append(i == horizons.size() - 1 ? "\" selected>" : "\">")
                    .append(Harmless.html(label.apply(horizons.get(i))))
                    .append("</option>");
        }
        out.append(
                        "</select></label></form>\n<p class=\"how\">Bands: ■ red and ▲ orange as labelled. Strip at the bottom: forecast red (high) and")
                .append(" orange (low). Drag to look closer, double-click to go back.</p>\n");
        out.append("<noscript><p class=\"note\">The plots are drawn by a script of this page, which is not allowed")
                .append(
                        " to run here. The tables have their numbers; those of this section are in the incidents.</p></noscript>\n");
        List<Trace> traces = evidence.timelines();
        for (int i = 0; i < traces.size(); i++) {
            out.append(VerdictSection.figure("timeline", i, traces.get(i).entity(), "", ""));
        }
        if (evidence.entities() > traces.size()) {
            out.append(String.format(
                    Locale.ROOT,
                    "<p>Of %,d entities those %d with most incidents.</p>\n",
                    evidence.entities(),
                    traces.size()));
        }
        return out.append("</section>\n").toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
