package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.portent.metrics.prometheus.MetricDoc;
import io.portent.metrics.prometheus.PrometheusMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** What follows a colon is the name of a recording rule. */
    private static final Pattern SELECTOR = Pattern.compile("(?<![:\\w])(portent_[a-z_]+)(?![a-z_]*:)(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    /** Families that no dashboard and no rule asks for, with the reason. */
    private static final Map<String, String> SHOWN_NOWHERE = Map.of();

    private static final Set<String> LABELS_OF_THE_SCRAPE = Set.of("job", "instance");
    private static final Set<String> TOLD_TO_PEOPLE = Set.of("title", "description", "legendFormat", "text", "noValue");

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.all();
    }

    @Test
    void theFamiliesOfTheCatalogue_areThoseThatDashboardsAndRulesAskFor() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String query : allQueries()) {
            SELECTOR.matcher(query).results().forEach(hit -> used.add(family(hit.group(1))));
        }
        assertThat(SHOWN_NOWHERE.keySet()).noneMatch(used::contains);
        used.addAll(SHOWN_NOWHERE.keySet());
        assertThat(used).containsExactlyInAnyOrderElementsOf(CATALOGUE.keySet());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyMetricThatIsNamedInWords_isInTheCatalogue(Dashboard dashboard) throws IOException {
        Set<String> named = new TreeSet<>();
        SELECTOR.matcher(Files.readString(dashboard.file())).results().forEach(hit -> named.add(family(hit.group(1))));
        assertThat(named).isNotEmpty().isSubsetOf(CATALOGUE.keySet());
    }

    @Test
    void everySelector_matchesOnLabelsThatTheMetricHas() throws IOException {
        for (String query : allQueries()) {
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
    void panels_haveAnIdOfTheirOwn_aTitle_andADescription(Dashboard dashboard) {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode panel : dashboard.panelsAndRows()) {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates().allMatch(id -> id > 0);
        // A row cannot have one.
        for (JsonNode panel : dashboard.panels()) {
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .endsWith(".");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_stayWithinTheGrid_andDoNotOverlap(Dashboard dashboard) {
        Map<String, String> cells = new TreeMap<>();
        for (JsonNode panel : dashboard.panelsAndRows()) {
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
    void everyPanel_saysSomethingInWords_whenThereIsNoData(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
                    .as(panel.path("title").asText())
                    .isNotBlank();
        }
    }

    /** A quotient of counters that stand at zero is no number. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void whatMayBeNoNumber_isAWord(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            boolean quotient = panel.path("targets").findValuesAsText("expr").stream()
                    .anyMatch(expr -> expr.contains(" / sum") || expr.startsWith("histogram_quantile"));
            if (quotient && panel.path("type").asText().equals("stat")) {
                assertThat(panel.at("/fieldConfig/defaults/mappings/0/options/match")
                                .asText())
                        .as(panel.path("title").asText())
                        .isEqualTo("null+nan");
            }
        }
    }

    @Test
    void everyVariable_isUsed_andTheDataSourceIsOne() throws IOException {
        for (Dashboard dashboard : dashboards()) {
            Set<String> defined = new TreeSet<>();
            dashboard
                    .json()
                    .at("/templating/list")
                    .forEach(v -> defined.add(v.path("name").asText()));
            Set<String> used = new TreeSet<>();
            Pattern.compile("\\$\\{?(?!__)(\\w+)}?")
                    .matcher(Files.readString(dashboard.file()))
                    .results()
                    .forEach(hit -> used.add(hit.group(1)));
            assertThat(defined).contains("datasource", "entity").containsExactlyInAnyOrderElementsOf(used);
            for (JsonNode panel : dashboard.panels()) {
                for (JsonNode target : panel.path("targets")) {
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void alertsAndIncidents_areMarked(Dashboard dashboard) {
        assertThat(dashboard.annotations())
                .filteredOn(each -> each.path("enable").asBoolean())
                .extracting(each -> each.path("name").asText())
                .contains("Alerts", "Incidents");
        assertThat(dashboard.annotations())
                .extracting(each -> each.at("/datasource/uid").asText())
                .containsOnly("${datasource}");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void nothingThatIsToldToPeople_isEmpty(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panelsAndRows()) {
            for (String name : TOLD_TO_PEOPLE) {
                assertThat(panel.findValuesAsText(name))
                        .as(panel.path("title").asText())
                        .allMatch(text -> !text.isBlank());
            }
        }
    }

    @Test
    void theRange_reachesIntoTheFuture_asFarAsTheLongestHorizon() throws IOException {
        JsonNode health = dashboards().stream()
                .filter(each -> each.toString().equals("predicted-health.json"))
                .findFirst()
                .orElseThrow()
                .json();
        assertThat(health.at("/time/to").asText()).isEqualTo("now+1h");
    }

    @Test
    void everyQuery_isAcceptedByPrometheus(@TempDir Path folder) throws Exception {
        List<Map<String, String>> rules = new ArrayList<>();
        for (Dashboard dashboard : dashboards()) {
            for (Dashboard.Query query : dashboard.queries()) {
                for (String plain : query.asked(".*")) {
                    rules.add(Map.of("record", "query:" + rules.size(), "expr", plain));
                }
            }
        }
        assertThat(rules).isNotEmpty();
        // JSON is YAML.
        Map<String, Object> group = Map.of("name", "queries", "rules", rules);
        JSON.writeValue(folder.resolve("queries.yml").toFile(), Map.of("groups", List.of(group)));
        Promtool.accepts(folder, "check", "rules", "queries.yml");
    }

    @Test
    void provisioning_namesAPrometheus_andAFolderOfDashboards() throws IOException {
        JsonNode source = yaml("datasources/portent.yml").at("/datasources/0");
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(source.path("uid").asText()).isNotBlank();
        assertThat(source.at("/jsonData/timeInterval").asText())
                .isEqualTo(new YAMLMapper()
                        .readTree(Path.of("deploy/prometheus.yml").toFile())
                        .at("/global/scrape_interval")
                        .asText());
        JsonNode provider = yaml("dashboards/portent.yml").at("/providers/0");
        assertThat(provider.path("type").asText()).isEqualTo("file");
        assertThat(provider.at("/options/path").asText()).startsWith("/");
    }

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper()
                .readTree(
                        Path.of("dashboards/grafana/provisioning").resolve(file).toFile());
    }

    /** Of dashboards, alerts and recording rules. */
    private static List<String> allQueries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (Dashboard dashboard : dashboards()) {
            dashboard.queries().forEach(query -> queries.add(query.expr()));
        }
        try (Stream<Path> files = Files.list(Path.of("dashboards/alerts"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".rules.yml"))
                    .sorted()
                    .toList()) {
                queries.addAll(new YAMLMapper().readTree(file.toFile()).findValuesAsText("expr"));
            }
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
}
