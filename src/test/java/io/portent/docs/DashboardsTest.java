package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.metrics.prometheus.MetricDoc;
import io.portent.metrics.prometheus.PrometheusMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards as far as they can be judged without a Grafana: shape, words, and the queries behind them. */
final class DashboardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, MetricDoc> CATALOGUE =
            PrometheusMetrics.catalogue().stream().collect(Collectors.toMap(MetricDoc::name, Function.identity()));
    private static final Pattern SELECTOR = Pattern.compile("\\b(portent_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> LABELS_OF_THE_SCRAPE = Set.of("job", "instance");

    static List<Path> dashboards() throws IOException {
        return files("dashboards/grafana", ".json");
    }

    static List<Path> everythingWithQueries() throws IOException {
        return Stream.of(files("dashboards", ".json"), files("dashboards", ".yml"))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everythingWithQueries")
    void everyMetric_isInTheCatalogue(Path file) throws IOException {
        Set<String> used = new TreeSet<>();
        SELECTOR.matcher(Files.readString(file)).results().forEach(hit -> used.add(family(hit.group(1))));
        assertThat(used).isNotEmpty().isSubsetOf(CATALOGUE.keySet());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everySelector_matchesOnLabelsThatTheMetricHas(Path file) throws IOException {
        for (String query : queries(file)) {
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                String labels = selector.group(2);
                if (labels != null) {
                    assertThat(matched(labels)).as(query).isSubsetOf(labelsOf(family(selector.group(1))));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_haveAnIdOfTheirOwn_aTitle_andADescription(Path file) throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : panels(file)) {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .endsWith(".");
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id > 0);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_stayWithinTheGrid_andDoNotOverlap(Path file) throws IOException {
        Map<String, String> cells = new TreeMap<>();
        for (JsonNode panel : panels(file)) {
            JsonNode at = panel.path("gridPos");
            String title = panel.path("title").asText();
            assertThat(at.path("x").asInt() + at.path("w").asInt()).as(title).isBetween(1, 24);
            for (int x = 0; x < at.path("w").asInt(); x++) {
                for (int y = 0; y < at.path("h").asInt(); y++) {
                    String cell =
                            (at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y);
                    assertThat(cells.put(cell, title)).as(title + " at " + cell).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void singleValues_saySomethingInWords_whenThereIsNoData(Path file) throws IOException {
        for (JsonNode panel : panels(file)) {
            if (Set.of("stat", "bargauge").contains(panel.path("type").asText())) {
                assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
                        .as(panel.path("title").asText())
                        .isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyStateThatIsColoured_isAlsoAWord(Path file) throws IOException {
        int mapped = 0;
        for (JsonNode panel : panels(file)) {
            JsonNode states = panel.at("/fieldConfig/defaults/mappings/0/options");
            Set<String> colours = new HashSet<>();
            Set<String> words = new TreeSet<>();
            for (JsonNode state : states) {
                colours.add(state.path("color").asText());
                words.add(state.path("text").asText().split(":", -1)[0]);
                mapped++;
            }
            if (!states.isMissingNode()) {
                assertThat(words).containsExactly("green", "orange", "red", "unknown");
                assertThat(colours).hasSize(4);
            }
        }
        assertThat(mapped).isPositive();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariable_isDefined_andTheDataSourceIsOne(Path file) throws IOException {
        Set<String> defined = new TreeSet<>();
        JSON.readTree(file.toFile())
                .at("/templating/list")
                .forEach(v -> defined.add(v.path("name").asText()));
        Set<String> used = new TreeSet<>();
        Pattern.compile("\\$\\{?(?!__)(\\w+)}?")
                .matcher(Files.readString(file))
                .results()
                .forEach(hit -> used.add(hit.group(1)));
        assertThat(defined).contains("datasource", "entity").containsExactlyInAnyOrderElementsOf(used);
        for (JsonNode panel : panels(file)) {
            for (JsonNode target : panel.path("targets")) {
                assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            }
        }
    }

    @Test
    void everyQuery_isAcceptedByPrometheus(@TempDir Path folder) throws Exception {
        List<Map<String, String>> rules = new ArrayList<>();
        for (Path file : dashboards()) {
            for (String query : queries(file)) {
                String plain = query.replace("$__rate_interval", "5m")
                        .replace("$horizon", "15m")
                        .replaceAll("\\$(job|entity)", ".*");
                assertThat(plain).doesNotContain("$");
                rules.add(Map.of("record", "query:" + rules.size(), "expr", plain));
            }
        }
        assertThat(rules).isNotEmpty();
        // JSON is YAML.
        Map<String, Object> group = Map.of("name", "queries", "rules", rules);
        JSON.writeValue(folder.resolve("queries.yml").toFile(), Map.of("groups", List.of(group)));
        Promtool.accepts(folder, "check", "rules", "queries.yml");
    }

    private static List<JsonNode> panels(Path dashboard) throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        JSON.readTree(dashboard.toFile()).path("panels").forEach(panels::add);
        assertThat(panels).isNotEmpty();
        return panels;
    }

    private static List<String> queries(Path dashboard) throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : panels(dashboard)) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        return queries;
    }

    private static String family(String sample) {
        String family = sample.replaceFirst("_(bucket|sum|count)$", "");
        MetricDoc doc = CATALOGUE.get(family);
        return doc != null && doc.type().equals("histogram") ? family : sample;
    }

    private static Set<String> labelsOf(String family) {
        Set<String> labels = new TreeSet<>(LABELS_OF_THE_SCRAPE);
        MetricDoc doc = CATALOGUE.get(family);
        assertThat(doc).as(family).isNotNull();
        if (doc != null) {
            labels.addAll(doc.labels());
        }
        return labels;
    }

    private static Set<String> matched(String labels) {
        return MATCHER.matcher(labels).results().map(hit -> hit.group(1)).collect(Collectors.toSet());
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
