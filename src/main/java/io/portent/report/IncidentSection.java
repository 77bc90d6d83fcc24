package io.portent.report;

import io.portent.evaluate.Incident;
import io.portent.evaluate.Warning;
import io.portent.heatmap.Harmless;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Every incident in a table, and those that are explained each by itself. */
final class IncidentSection {
    /** A table of more is read by nobody; the JSON file has all. */
    private static final int ROWS = 1_000;

    private final Evidence evidence;
    private final Function<Duration, String> label;

    IncidentSection(Evidence evidence, Function<Duration, String> label) {
        this.evidence = evidence;
        this.label = label;
    }

    String html() {
        List<Incident> all = evidence.judgement().seen();
        StringBuilder out = new StringBuilder("<section id=\"incidents\"><h2>Incidents</h2>\n");
        if (all.isEmpty()) {
            return out.append("<p>None in that time.</p></section>\n").toString();
        }
        List<Incident> shown = List.copyOf(evidence.around().keySet());
        out.append(table(all, shown));
        if (all.size() > ROWS) {
            out.append(String.format(Locale.ROOT, "<p>%,d more are in the JSON file alone.</p>\n", all.size() - ROWS));
        }
        int index = 0;
        for (Incident incident : shown) {
            out.append(one(incident, index, index == 0));
            index++;
        }
        return out.append("</section>\n").toString();
    }

    private String table(List<Incident> all, List<Incident> shown) {
        List<String> head = new ArrayList<>(List.of("onset (UTC)", "entity", "state"));
        evidence.judgement().horizons().horizons().forEach(horizon -> head.add("within " + label.apply(horizon)));
        Table table = new Table("What was warned of, and how long before", head);
        for (Incident incident : all.subList(0, Math.min(ROWS, all.size()))) {
            List<String> cells = new ArrayList<>(List.of(
                    Words.time(incident.onset()),
                    incident.entity(),
                    Words.sign(incident.level()) + " " + incident.level().label()));
            evidence.judgement().horizons().horizons().forEach(horizon -> cells.add(warned(incident, horizon)));
            int index = shown.indexOf(incident);
            if (index >= 0) {
                table.link("incident-" + index, cells);
            } else {
                table.row(cells);
            }
        }
        return table.end();
    }

    private static String warned(Incident incident, Duration horizon) {
        for (Warning warning : incident.warnings()) {
            Duration lead = warning.lead();
            if (warning.horizon().equals(horizon)) {
                return lead != null ? "✓ " + Words.length(lead) : warning.asked() ? "✗ missed" : "– not asked";
            }
        }
        return "– not asked";
    }

    private String one(Incident incident, int index, boolean open) {
        StringBuilder out = new StringBuilder("<details class=\"incident\" id=\"incident-")
                .append(index)
                .append(open ? "\" open>" : "\">")
                .append("<summary>")
                .append(Harmless.html(Words.sign(incident.level()) + " " + Words.time(incident.onset()) + "  "
                        + incident.entity() + ": " + summary(incident)))
                .append("</summary>\n<p>")
                .append(Harmless.html(sentence(incident)))
                .append("</p>\n");
        out.append(said(incident));
        out.append(VerdictSection.figure(
                "around", index, "Forecast around it", "By the horizon that is chosen for the timelines.", ""));
        return out.append(drivers(incident)).append("</details>\n").toString();
    }

    private static String summary(Incident incident) {
        Duration longest = null;
        for (Warning warning : incident.warnings()) {
            Duration lead = warning.lead();
            longest = lead != null && (longest == null || lead.compareTo(longest) > 0) ? lead : longest;
        }
        return longest == null ? "✗ not warned of" : "✓ warned of " + Words.length(longest) + " ahead";
    }

    private static String sentence(Incident incident) {
        Instant end = incident.end();
        return incident.entity() + " became " + incident.level().label() + " at " + Words.time(incident.onset())
                + " UTC"
                + (end == null
                        ? "; no end is known."
                        : ", for " + Words.length(Duration.between(incident.onset(), end)) + ".")
                + (incident.note().isBlank() ? "" : " The label says: " + incident.note());
    }

    private String said(Incident incident) {
        Table table = new Table(
                "What was forecast before it",
                List.of("within", "alarm", "highest chance before it", "given at (UTC)"));
        for (Warning warning : incident.warnings()) {
            Instant at = warning.at();
            table.row(List.of(
                    label.apply(warning.horizon()),
                    warned(incident, warning.horizon()),
                    Words.percent(warning.highest()),
                    at == null ? "–" : Words.time(at)));
        }
        return table.end();
    }

    /** The bar is the browser's own: a page that allows no style attribute has no other of this width. */
    private String drivers(Incident incident) {
        List<Driver> drivers = evidence.drivers().getOrDefault(incident, List.of());
        if (drivers.isEmpty()) {
            return "<p class=\"how\">No single message that the model looks at accounts for a hundredth of the highest chance.</p>\n";
        }
        StringBuilder out = new StringBuilder(
                "<h3>What drove the highest chance</h3>\n<p class=\"how\">Share of the chance that is gone when the data window is read without it.</p>\n<ul class=\"drivers\">\n");
        for (Driver driver : drivers) {
            String share = String.format(Locale.ROOT, "%.3f", driver.share());
            out.append("<li><meter min=\"0\" max=\"1\" value=\"")
                    .append(share)
                    .append("\"></meter> <span class=\"share\">")
                    .append(Math.round(100 * driver.share()))
                    .append(" %")
                    .append("</span> <code>")
                    .append(Harmless.html(driver.text()))
                    .append("</code></li>\n");
        }
        return out.append("</ul>\n").toString();
    }
}
