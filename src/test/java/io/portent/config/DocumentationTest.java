package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/CONFIG.md and config/agent.yaml against the table of keys. */
class DocumentationTest {
    private static final Path DOCS = Path.of("docs/CONFIG.md");
    private static final Path SHIPPED = Path.of("config/agent.yaml");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\S.*?) \\| (\\S.*?) \\| (\\S.*?) \\|$");

    @Test
    void theDocumentation_namesEveryKeyAndNothingElse() throws IOException {
        assertThat(documented().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Key.values()).map(Key::path).toList());
    }

    @Test
    void theDocumentation_givesTheDefaultsOfTheCode() throws IOException {
        documented().forEach((path, fallback) -> {
            Key key = Key.ofPath(path);
            String code = key == null ? "" : String.valueOf(key.fallback());
            boolean required = Set.of(
                            Key.SOURCES_NAME,
                            Key.LABELS_RULES_STATE,
                            Key.WEBHOOK_MAP_STATE,
                            Key.PROMETHEUS_ALERTS_STATE)
                    .contains(key);
            String none = required ? "none, required" : "none";
            assertThat(fallback).as(path).isEqualTo(code.equals("null") || code.isEmpty() ? none : "`" + code + "`");
        });
    }

    @Test
    void theDocumentation_givesTheRangesOfTheCode() throws IOException {
        String docs = Files.readString(DOCS);
        for (Key key : Key.values()) {
            boolean size = key == Key.LIMITS_LINE || key == Key.STORE_MAX_SIZE || key == Key.RETRAIN_MEMORY;
            if (key.max() > 0 && key != Key.MODEL_SEED && !size) {
                assertThat(docs)
                        .containsPattern("`" + Pattern.quote(key.path()) + "` .*\\b" + key.min() + " to " + key.max());
            }
        }
    }

    @Test
    void everyVariableInTheDocumentation_existsOrIsTheLaunchers() throws IOException {
        Set<String> launcher =
                Set.of("PORTENT_JAVA_OPTS", "PORTENT_CACHE", "PORTENT_HOME", "PORTENT_HEAP", "PORTENT_CODECS");
        List<String> named = Pattern.compile("PORTENT_[A-Z0-9_]+")
                .matcher(Files.readString(DOCS) + Files.readString(SHIPPED))
                .results()
                .map(result -> result.group().replaceFirst("_\\d+_", "_N_"))
                .toList();
        assertThat(named).isNotEmpty().allMatch(name -> launcher.contains(name) || Key.ofVariable(name) != null);
    }

    @Test
    void variablesOfDifferentKeys_differ() {
        assertThat(Key.variables()).hasSameSizeAs(Key.values());
    }

    @Test
    void theShippedFile_loads_andHoldsTheDefaults() {
        AgentConfig shipped = ConfigFile.load(SHIPPED, Map.of());
        AgentConfig defaults =
                ConfigFile.parse("defaults", "sources: [{name: app, files: [/var/log/app/*.log]}]", Map.of());
        assertThat(shipped).usingRecursiveComparison().ignoringFields("notes").isEqualTo(defaults);
    }

    @Test
    void theShippedFile_holdsEveryKey_andStatesItsDefault() throws IOException {
        Given given = new Given();
        String yaml = Files.readString(SHIPPED);
        FileKeys.read("agent.yaml", yaml, given, new ProblemList());
        for (Key key : Key.values()) {
            String path = key.path().replace("[]", "[0]");
            // Some keys exclude others that are there, and three lists are empty; they stand in comments.
            boolean inList = key.path().contains("[]") && !key.path().startsWith("sources");
            boolean otherInput = key.isInput() && key != Key.SOURCES_FILES;
            boolean commented = key == Key.ENTITY_FIELD || key == Key.SOURCES_PATTERN || otherInput || inList;
            if (otherInput) {
                assertThat(yaml).contains("    # " + key.path().replaceFirst(".*[.]", "") + ": ");
            }
            if (inList) {
                assertThat(yaml)
                        .containsPattern("(?m)^ +#[ -]+(\\{.*)?\\b" + key.path().replaceFirst(".*[.]", "") + ": ");
            }
            assertThat(given.get(path) != null).as(path).isEqualTo(!commented);
        }
        assertThat(yaml).contains("#   entity: {field: ", "# pattern: ");
        assertThat(yaml.lines().filter(line -> line.matches("\\s*#.*default.*")).count())
                .isGreaterThanOrEqualTo(Key.values().length - 10);
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(Files.readString(DOCS));
        while (matcher.find()) {
            assertThat(rows.put(matcher.group(1), matcher.group(2)))
                    .as(matcher.group(1) + " stands there once")
                    .isNull();
        }
        return rows;
    }
}
