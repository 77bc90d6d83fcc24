package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One of the dashboards, read as it lies in the repository. */
public record Dashboard(Path file, JsonNode json) {
    private static final Path FOLDER = Path.of("dashboards/grafana");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is asked of Prometheus.
     *
     * @param now whether the panel shows the last minutes, whatever range is chosen
     */
    public record Query(String where, String expr, boolean now) {
        /** As Grafana asks it with all jobs, agents and entities chosen; once per horizon where it has that variable. */
        public List<String> asked(String job) {
            return Stream.of("5m", "15m", "1h")
                    .map(horizon -> substituted(expr, job, horizon))
                    .distinct()
                    .toList();
        }
    }

    public static List<Dashboard> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Dashboard> all = files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(2);
            return all;
        }
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file, JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows are headings. */
    List<JsonNode> panelsAndRows() {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panels::add);
        assertThat(panels).isNotEmpty();
        return panels;
    }

    List<JsonNode> panels() {
        return panelsAndRows().stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    /** Those of the annotations, too. */
    public List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.path("title").asText() + ", "
                                + target.path("refId").asText(),
                        target.path("expr").asText(),
                        panel.has("timeFrom")));
            }
        }
        for (JsonNode annotation : annotations()) {
            queries.add(new Query(
                    annotation.path("name").asText(), annotation.path("expr").asText(), false));
        }
        return queries;
    }

    /** Those that ask Prometheus. */
    List<JsonNode> annotations() {
        List<JsonNode> annotations = new ArrayList<>();
        json.at("/annotations/list").forEach(annotations::add);
        return annotations.stream().filter(each -> each.has("expr")).toList();
    }

    private static String substituted(String expr, String job, String horizon) {
        String plain = expr.replace("$__rate_interval", "1m")
                .replace("$horizon", horizon)
                .replace("$job", job)
                .replaceAll("\\$(instance|entity)", ".*");
        assertThat(plain).doesNotContain("$");
        return plain;
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }
}
