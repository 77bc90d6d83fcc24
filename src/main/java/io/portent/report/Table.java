package io.portent.report;

import io.portent.heatmap.Harmless;
import java.util.List;

/** An HTML table that scrolls within itself on a narrow screen, and a line above it. Its texts are escaped here. */
final class Table {
    private final StringBuilder out = new StringBuilder();

    Table(String caption, List<String> head) {
        String name = Harmless.html(caption);
        out.append("<p class=\"caption\">")
                .append(name)
                .append("</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(name)
                .append("\"><table aria-label=\"")
                .append(name)
                .append("\">\n<thead><tr>");
        head.forEach(cell ->
                out.append("<th scope=\"col\">").append(Harmless.html(cell)).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
    }

    /** The first cell names the row. */
    Table row(List<String> cells) {
        return row(cells, false);
    }

    /** @param own of the model that is judged */
    Table row(List<String> cells, boolean own) {
        return row(Harmless.html(cells.get(0)), cells, own);
    }

    /** A row whose name leads elsewhere in the page. */
    Table link(String target, List<String> cells) {
        return row("<a href=\"#" + target + "\">" + Harmless.html(cells.get(0)) + "</a>", cells, false);
    }

    private Table row(String name, List<String> cells, boolean own) {
        out.append(own ? "<tr class=\"own\">" : "<tr>")
                .append("<th scope=\"row\">")
                .append(name)
                .append("</th>");
        cells.stream()
                .skip(1)
                .forEach(cell -> out.append("<td>").append(Harmless.html(cell)).append("</td>"));
        out.append("</tr>\n");
        return this;
    }

    String end() {
        return out + "</tbody>\n</table></div>\n";
    }
}
