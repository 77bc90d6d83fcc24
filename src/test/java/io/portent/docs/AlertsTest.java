package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class AlertsTest {
    private static final Path ALERTS = Path.of("dashboards/alerts");
    private static final Path RUNBOOK = Path.of("docs/RUNBOOK.md");
    private static final String RULES = "portent.rules.yml";
    private static final String TESTS = "portent.rules.test.yml";

    @Test
    void theRules_areAcceptedByPrometheus() throws Exception {
        Promtool.accepts(ALERTS, "check", "rules", RULES);
    }

    @Test
    void theRulesPassTheirTests() throws Exception {
        Promtool.accepts(ALERTS.resolve("tests"), "test", "rules", TESTS);
    }

    @Test
    void theExampleOfAPrometheus_isAccepted_andFindsTheRules() throws Exception {
        Promtool.accepts(Path.of("deploy"), "check", "config", "prometheus.yml");
        JsonNode config = yaml(Path.of("deploy/prometheus.yml"));
        assertThat(config.at("/rule_files/0").asText()).isEqualTo("../dashboards/alerts/*.rules.yml");
        assertThat(config.at("/scrape_configs/0/job_name").asText()).isEqualTo("portent");
    }

    @Test
    void everyAlert_isExplained_andIsNoPage() throws IOException {
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(name).startsWith("Portent");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
            assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/RUNBOOK.md#" + name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void theRunbook_hasASectionForEveryAlert_andNoOther() throws IOException {
        List<String> sections = Pattern.compile("(?m)^## (Portent\\w+)$")
                .matcher(Files.readString(RUNBOOK))
                .results()
                .map(section -> section.group(1))
                .toList();
        assertThat(sections).containsExactlyElementsOf(names());
    }

    @Test
    void everyAlert_isTestedBeforeItFires_firing_andResolved() throws IOException {
        String tests = Files.readString(ALERTS.resolve("tests").resolve(TESTS));
        for (String name : names()) {
            List<Boolean> firing = Pattern.compile("alertname: " + name + "\n( +exp_alerts:)?")
                    .matcher(tests)
                    .results()
                    .map(AlertsTest::fires)
                    .toList();
            assertThat(firing).as(name).startsWith(false).contains(true).endsWith(false);
        }
    }

    private static boolean fires(MatchResult expectation) {
        return expectation.group(1) != null;
    }

    private static List<String> names() throws IOException {
        return alerts().stream().map(alert -> alert.path("alert").asText()).toList();
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        yaml(ALERTS.resolve(RULES))
                .path("groups")
                .forEach(group -> group.path("rules").forEach(alerts::add));
        assertThat(alerts).isNotEmpty();
        return alerts;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(file.toFile());
    }
}
