package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.config.KeyTable.Row;
import io.portent.parse.FormatKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyMappingTest {
    private static final Path FULL = Path.of("src/test/resources/io/portent/config/full.yaml");

    static List<Row> rows() {
        return KeyTable.rows();
    }

    @Test
    void theTableOfThisTestHoldsEveryKeyThatHasAValue() {
        assertThat(rows().stream().map(Row::key).toList()).containsExactlyElementsOf(Arrays.asList(Key.values()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aKeyLeftOut_hasItsDefault(Row row) {
        assertThat(row.read().apply(parse(KeyTable.ONE_SOURCE, Map.of()))).isEqualTo(row.usual());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aKeyInTheFile_reachesItsRecord(Row row) throws IOException {
        String full = Files.readString(FULL);
        // What excludes another key of the file stands in its place.
        String yaml = switch (row.key()) {
            case ENTITY -> full.replace("{field: host}", "shop");
            case WEB_TOKEN_FILE -> full.replace("token: 0123456789abcdef-web\n", "token_file: /run/web\n");
            case WEBHOOK_TOKEN_FILE -> full.replace("token: 0123456789abcdef-webhook\n", "token_file: /run/webhook\n");
            default -> full;
        };
        assertThat(row.read().apply(parse(yaml, Map.of()))).isEqualTo(row.other());
        assertThat(row.other()).as("a value that is not the default").isNotEqualTo(row.usual());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aVariable_overridesItsKey_andLeavesTheOthers(Row row) {
        String variable = variable(row.key());
        Map<String, String> environment = new HashMap<>(Map.of(variable, row.text()));
        if (row.key() == Key.SOURCES_HTTP || row.key() == Key.WEB_RELOAD) {
            environment.put(Key.WEB_TOKEN.variable(), "0123456789abcdef"); // it needs one
        }
        AgentConfig config = parse(KeyTable.ONE_SOURCE, environment);
        assertThat(row.read().apply(config)).isEqualTo(row.other());

        List<String> changed = rows().stream()
                .filter(other -> !Objects.equals(other.read().apply(config), other.usual()))
                .map(Row::toString)
                .toList();
        List<String> reachable = switch (row.key()) {
            case ENTITY, ENTITY_FIELD -> List.of("entity", "entity.field");
            case SOURCES_PATTERN -> List.of("sources[].format", "sources[].pattern");
            // A source has one input: that of the variable takes the place of the one that was there.
            case SOURCES_STDIN, SOURCES_TCP ->
                List.of("sources[].files", row.key().path());
            // A token is at hand or in a file: the variable's form takes the place of the other.
            case WEBHOOK_TOKEN_FILE -> List.of("labels.webhook.token", row.key().path());
            case SOURCES_SYSLOG -> List.of("sources[].files", row.key().path(), "sources[].format");
            case SOURCES_HTTP -> List.of("sources[].files", row.key().path(), "web.token");
            case WEB_RELOAD -> List.of("web.token", "web.reload");
            // Half the length and no change in lateness: the computed default follows.
            case WINDOW_LENGTH, WINDOW_LATENESS -> List.of(row.key().path(), "forecast.stale_after");
            // A rule has one condition: that of the variable takes the place of the one that was there.
            case LABELS_RULES_ERRORS_PER_MINUTE,
                    LABELS_RULES_EXCEPTION,
                    LABELS_RULES_SHARE_5XX,
                    LABELS_RULES_SILENCE,
                    LABELS_RULES_KILL -> List.of(row.key().path(), "labels.rules[].fatal");
            default -> List.of(row.key().path());
        };
        assertThat(changed).containsExactlyElementsOf(reachable);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aVariable_winsOverTheFile(Row row) throws IOException {
        String variable = variable(row.key());
        String yaml = Files.readString(Path.of("config/agent.yaml"))
                .replace(KeyTable.NO_RULES, KeyTable.ONE_RULE)
                .replace("map: []", "map: [{state: orange}]")
                .replace("alerts: []", "alerts: [{state: orange}, {expr: base, state: orange}]")
                .replace("url: null", "url: http://base")
                .replace("token: null", "token: 0123456789abcdef-base");
        assertThat(row.read().apply(parse(yaml, Map.of(variable, row.text())))).isEqualTo(row.other());
    }

    @Test
    void emptyText_givesTheDefaults_andSaysThatThereIsNothingToRead() {
        AgentConfig config = parse("", Map.of());
        assertThat(config.sources()).isEmpty();
        assertThat(config.notes()).hasSize(1).first().asString().startsWith("sources: none");
    }

    @Test
    void emptySections_areAsGoodAsNone() {
        assertThat(parse("sources:\nwindow:\nforecast: {alarm_budget: }\nmodel: ~\n", Map.of()))
                .isEqualTo(parse("", Map.of()));
    }

    @Test
    void aPatternWithoutFormatOrWithAuto_meansLogback() {
        String yaml =
                "sources: [{name: a, files: [a], pattern: '%d %msg%n'}, {name: b, files: [b], format: auto, pattern: '%m'}]";
        assertThat(parse(yaml, Map.of()).sources())
                .allSatisfy(source -> assertThat(source.format().kind()).isEqualTo(FormatKind.LOGBACK));
    }

    @Test
    void staleAfter_isComputedFromTheWindow_andAtLeastTwoMinutes() {
        assertThat(Durations.format(parse("window: {length: 5m, lateness: 1m}", Map.of())
                        .forecast()
                        .staleAfter()))
                .isEqualTo("16m");
        assertThat(Durations.format(parse("window: {length: 10s, lateness: 1s}", Map.of())
                        .forecast()
                        .staleAfter()))
                .isEqualTo("2m");
    }

    /** Of the first entry of a list; expressions stand in the second. */
    private static String variable(Key key) {
        boolean second = key == Key.PROMETHEUS_ALERTS_EXPR || key == Key.PROMETHEUS_ALERTS_ENTITY_LABEL;
        return key.variable().replace("_N_", second ? "_1_" : "_0_");
    }

    private static AgentConfig parse(String yaml, Map<String, String> environment) {
        return ConfigFile.parse("agent.yaml", yaml, environment);
    }
}
