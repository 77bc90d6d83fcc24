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
    private static final String FLEET = "portent.fleet.rules.yml";
    private static final String FLEET_TESTS = "portent.fleet.rules.test.yml";
    private static final String RULES = "portent.rules.yml";
    private static final String TESTS = "portent.rules.test.yml";
    private static final Pattern SENTENCE = Pattern.compile("(?s).*\\.(\\{\\{ end }})?");

    @Test
    void theRules_areAcceptedByPrometheus() throws Exception {
        Promtool.accepts(ALERTS, "check", "rules", RULES, FLEET);
    }

    @Test
    void theRulesPassTheirTests() throws Exception {
        Promtool.accepts(ALERTS.resolve("tests"), "test", "rules", TESTS, FLEET_TESTS);
    }

    @Test
    void everyRecordingRule_isTested() throws IOException {
        String tests = Files.readString(ALERTS.resolve("tests").resolve(FLEET_TESTS));
        List<String> recorded = yaml(ALERTS.resolve(FLEET)).findValuesAsText("record");
        assertThat(recorded)
                .isNotEmpty()
                .allMatch(name -> name.matches("[a-z_]+:portent_[a-z_]+:[a-z0-9_]+"))
                .allMatch(name -> tests.contains("expr: " + name + "\n"));
    }

    @Test
    void theExampleOfAPrometheus_isAccepted_andFindsTheRules() throws Exception {
        Promtool.accepts(Path.of("deploy"), "check", "config", "prometheus.yml");
        JsonNode config = yaml(Path.of("deploy/prometheus.yml"));
        assertThat(config.at("/rule_files/0").asText()).isEqualTo("../dashboards/alerts/*.rules.yml");
        assertThat(config.at("/scrape_configs/0/job_name").asText()).isEqualTo("portent");
    }

    /** That Alertmanager takes it is seen where one runs with it, in DemoIT. */
    @Test
    void theExampleOfAnAlertmanager_tellsTheAgentOfFailures_andNotOfItsOwnForecasts() throws IOException {
        JsonNode config = yaml(Path.of("deploy/alertmanager.yml"));
        JsonNode back = config.at("/route/routes/0");
        assertThat(back.path("receiver").asText()).isEqualTo("portent");
        assertThat(back.path("continue").asBoolean()).isTrue();
        assertThat(back.path("matchers").get(0).asText()).isEqualTo("alertname!~\"Portent.*\"");
        JsonNode agent = config.at("/receivers/1/webhook_configs/0");
        assertThat(agent.path("url").asText()).endsWith("/api/v1/alerts");
        assertThat(agent.path("send_resolved").asBoolean()).isTrue();
        for (JsonNode rule : config.path("inhibit_rules")) {
            assertThat(alertsNamedIn(rule)).isNotEmpty().isSubsetOf(names());
        }
    }

    private static List<String> alertsNamedIn(JsonNode rule) {
        return Pattern.compile("Portent\\w+")
                .matcher(rule.toString())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void everyAlert_isExplained_andIsNoPage() throws IOException {
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(name).startsWith("Portent");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("warning", "info");
            assertThat(alert.at("/annotations/summary").asText()).as(name).endsWith(".");
            assertThat(alert.at("/annotations/description").asText()).as(name).matches(SENTENCE);
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
    void everySectionOfTheRunbook_saysWhatItMeans_whatToLookAt_andHowToMarkIt() throws IOException {
        List<String> sections = List.of(Files.readString(RUNBOOK).split("\n## ", -1));
        for (String section : sections.subList(1, sections.size())) {
            assertThat(section).containsSubsequence("**Means.**", "**Look at.**", "**Right or wrong.**");
        }
    }

    /** What a forecast alert tells is why it is forecast. */
    @Test
    void theForecastAlerts_nameWhatDrivesThem() throws IOException {
        assertThat(alerts())
                .filteredOn(alert -> alert.path("alert").asText().matches("PortentForecast(Red|Orange)"))
                .hasSize(2)
                .allMatch(alert ->
                        alert.at("/annotations/description").asText().contains("portent_forecast_contribution_ratio"));
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
