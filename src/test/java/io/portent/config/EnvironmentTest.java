package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PORTENT_MODEL_UNTS | 3 | PORTENT_MODEL_UNTS: matches no key, did you mean PORTENT_MODEL_UNITS?",
                "PORTENT_SOURCES_0_FILE | a | PORTENT_SOURCES_0_FILE: matches no key, did you mean PORTENT_SOURCES_N_FILES?",
                "PORTENT_SOURCES_N_FILES | a | PORTENT_SOURCES_N_FILES: matches no key, did you mean PORTENT_SOURCES_N_FILES?",
                "PORTENT_COLOUR | 3 | PORTENT_COLOUR: matches no key; a variable is PORTENT_ and the path of a key, such as PORTENT_WEB_LISTEN",
                "PORTENT_FORECAST_HORIZONS | 5m,x | PORTENT_FORECAST_HORIZONS: forecast.horizons: must be a whole number and one unit, such as 90s, 15m, 6h, 30d or 2w, was \"x\"",
                "PORTENT_FORECAST_HORIZONS | '' | PORTENT_FORECAST_HORIZONS: forecast.horizons: must be 1 to 8 durations, were 0",
                "PORTENT_WINDOW_LENGTH | 7m | PORTENT_WINDOW_LENGTH: forecast.horizons: each must be a multiple of window.length (7m), was 5m",
                "PORTENT_ENTITY | '' | PORTENT_ENTITY: entity: must not be blank",
                "PORTENT_SOURCES_2_NAME | a | PORTENT_SOURCES_2_NAME: sources[2].name: must have no gap before it; the next one is number 1",
                "PORTENT_LABELS_WEBHOOK_MAP_2_STATE | red | PORTENT_LABELS_WEBHOOK_MAP_2_STATE: labels.webhook.map[2].state: must have no gap before it; the next one is number 1",
                "PORTENT_LABELS_WEBHOOK_MAP_1_SEVERITY | a | PORTENT_LABELS_WEBHOOK_MAP_1_SEVERITY: labels.webhook.map[1].state: is missing and has no default",
                "PORTENT_LABELS_WEBHOOK_TOKEN | short | PORTENT_LABELS_WEBHOOK_TOKEN: labels.webhook.token: must be at least 16 characters without blanks, such as ${NAME} for a variable that holds them",
                "PORTENT_SOURCES_1_NAME | a | PORTENT_SOURCES_1_NAME: sources[1]: needs one of files, stdin, tcp, syslog, http: where its lines come from",
            })
    void aProblem_namesTheVariable(String variable, String value, String expected) {
        assertThatThrownBy(() -> parse(KeyTable.ONE_SOURCE, Map.of(variable, value)))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(expected);
    }

    @Test
    void problemsOfTheFile_comeFirst_thenVariablesByName() {
        assertThatThrownBy(() ->
                        parse("a: 1\nb: 2\n", Map.of("PORTENT_Z", "", "PORTENT_A", "", "PORTENT_MODEL_SEED", "x")))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::where)
                                .containsExactly(
                                        "agent.yaml:1",
                                        "agent.yaml:2",
                                        "PORTENT_A",
                                        "PORTENT_MODEL_SEED",
                                        "PORTENT_Z"));
    }

    @Test
    void variablesOfTheLauncher_andOfOthers_areLeftAlone() {
        Map<String, String> environment = Map.of(
                "PORTENT_JAVA_OPTS", "-Xmx1g",
                "PORTENT_CACHE", "/tmp",
                "PORTENT_HOME", "/opt",
                "PORTENT_HEAP", "64m",
                "PORTENT_CODECS", "/opt/codecs",
                "PORTENTOUS", "1",
                "MODEL_UNITS", "x");
        assertThat(parse("", environment)).isEqualTo(parse("", Map.of()));
    }

    @Test
    void variablesAlone_canMakeSources() {
        AgentConfig config = parse(
                "",
                Map.of(
                        "PORTENT_SOURCES_0_NAME", "a",
                        "PORTENT_SOURCES_0_FILES", "a.log",
                        "PORTENT_SOURCES_1_NAME", "b",
                        "PORTENT_SOURCES_1_FILES", "b.log,c.log",
                        "PORTENT_SOURCES_1_MULTILINE", "none"));
        assertThat(config.sources()).extracting(SourceConfig::name).containsExactly("a", "b");
        assertThat(config.sources().get(1).input()).isEqualTo(new SourceInput.Files(List.of("b.log", "c.log")));
        assertThat(config.sources().get(1).multiline()).isFalse();
    }

    @Test
    void anOverriddenValue_isNotLookedAt_inTheFile() {
        assertThat(parse(
                                "web: {listen: '${UNSET}'}\nmodel: {units: x}\n",
                                Map.of("PORTENT_WEB_LISTEN", ":0", "PORTENT_MODEL_UNITS", "5"))
                        .web())
                .isEqualTo(new WebConfig("0.0.0.0", 0));
    }

    @Test
    void entityByVariable_replacesTheOtherFormInTheFile() {
        assertThat(parse("entity: {field: host}", Map.of("PORTENT_ENTITY", "shop"))
                        .entity())
                .isEqualTo(new EntitySpec.Named("shop"));
        assertThat(parse("entity: shop", Map.of("PORTENT_ENTITY_FIELD", "host")).entity())
                .isEqualTo(new EntitySpec.ByField("host"));
        assertThatThrownBy(() -> parse("", Map.of("PORTENT_ENTITY_FIELD", "host", "PORTENT_ENTITY", "shop")))
                .hasMessage("PORTENT_ENTITY_FIELD: entity.field: excludes PORTENT_ENTITY; set only one of the two");
    }

    @Test
    void nothingInAVariable_meansNoValue_whereAKeyMayHaveNone() {
        assertThat(parse(
                        "",
                        Map.of(
                                "PORTENT_WEB_CONFIG_FILE",
                                "",
                                "PORTENT_FORECAST_STALE_AFTER",
                                "",
                                "PORTENT_LABELS_FILES",
                                "")))
                .isEqualTo(parse("", Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "${SHOP}, blue",
        "${SHOP:-green}, blue",
        "${UNSET:-green}, green",
        "${EMPTY:-green}, green",
        "a${EMPTY}b, ab",
        "${SHOP}-${UNSET:-x}${SHOP}, blue-xblue",
        "$${SHOP}, ${SHOP}",
        "$SHOP, $SHOP",
        "a$b}c, a$b}c",
        "${UNSET:-a:-b}, a:-b",
        "${DOLLARS}, $1\\${SHOP}",
    })
    void referencesWithinValues_standForTheirVariables(String text, String expected) {
        Map<String, String> environment = Map.of("SHOP", "blue", "EMPTY", "", "DOLLARS", "$1\\${SHOP}");
        assertThat(parse("entity: '" + text + "'", environment).entity()).isEqualTo(new EntitySpec.Named(expected));
        assertThat(parse("labels: {files: ['" + text + "/x']}", environment)
                        .labels()
                        .files())
                .isEqualTo(List.of(expected + "/x"));
    }

    @Test
    void aVariable_cannotBringInKeys() {
        assertThat(parse("entity: ${EVIL}", Map.of("EVIL", "a, model: {units: 3}"))
                        .model()
                        .units())
                .isEqualTo(32);
    }

    @Test
    void theValueOfAnOverride_isTakenAsItIs() {
        assertThat(parse("", Map.of("PORTENT_ENTITY", "${UNSET}")).entity())
                .isEqualTo(new EntitySpec.Named("${UNSET}"));
    }

    @Test
    void aPasswordInTheStoreUrl_isNotRepeatedInAProblem() {
        assertThatThrownBy(() -> parse("", Map.of("PORTENT_STORE_URL", "postgresql://u:secret@db/p")))
                .isInstanceOf(ConfigException.class)
                .message()
                .doesNotContain("secret");
    }

    private static AgentConfig parse(String yaml, Map<String, String> environment) {
        return ConfigFile.parse("agent.yaml", yaml, environment);
    }
}
