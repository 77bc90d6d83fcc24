package io.portent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.config.KeyTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {
    private static final Path FULL = Path.of("src/test/resources/io/portent/config/full.yaml");

    static List<Row> rows() {
        return KeyTable.rows();
    }

    private static AgentConfig parse(String yaml, Map<String, String> environment) {
        return ConfigFile.parse("test", yaml, environment);
    }

    @Test
    void theSameTextReadTwice_isNoDifference() throws IOException {
        String full = Files.readString(FULL);
        assertThat(Difference.between(parse(full, Map.of()), parse(full, Map.of()))
                        .isNone())
                .isTrue();
    }

    /** Else a change would be passed over in silence. */
    @ParameterizedTest
    @MethodSource("rows")
    void everyKey_isToldOfWhenItChanges(Row row) throws IOException {
        String full = Files.readString(FULL);
        String yaml = row.key() == Key.ENTITY ? full.replace("{field: host}", "shop") : full;
        if (row.key() == Key.WEB_TOKEN_FILE) { // in the place of the token, not beside it
            yaml = full.replace("token: 0123456789abcdef-web", "token_file: /run/web");
        }
        AgentConfig changed = parse(yaml, Map.of());
        AgentConfig plain = parse(KeyTable.ONE_SOURCE, Map.of());
        Difference difference = Difference.between(plain, changed);
        List<String> told = new java.util.ArrayList<>(difference.live());
        told.addAll(difference.restart());
        String path = row.key().path();
        String root = path.replaceFirst("\\[].*", "");
        boolean isSource = path.startsWith("sources[]");
        assertThat(told)
                .as(path)
                .anyMatch(key -> isSource
                        ? key.startsWith("source ")
                        : path.equals(key) || path.startsWith(key + ".") || root.equals(key));
    }

    @Test
    void ofSources_itIsToldWhichCameWentAndChanged() {
        AgentConfig before = parse("""
                sources: [{name: a, files: [a]}, {name: b, files: [b]}, {name: c, files: [c]}]
                """, Map.of());
        AgentConfig after = parse("""
                sources: [{name: b, files: [b], format: json}, {name: c, files: [c]}, {name: d, files: [d]}]
                forecast: {every: 30s}
                window: {lateness: 20s}
                """, Map.of());
        Difference difference = Difference.between(before, after);
        assertThat(difference.live())
                .containsExactly(
                        "source b changed",
                        "source d added",
                        "source a removed",
                        "forecast.every",
                        "forecast.stale_after");
        assertThat(difference.restart()).containsExactly("window.lateness");
    }

    @Test
    void standardInput_cannotChangeHands() {
        AgentConfig file = parse("sources: [{name: a, files: [a]}]", Map.of());
        AgentConfig stdin = parse("sources: [{name: a, stdin: true}]", Map.of());
        assertThat(Difference.between(file, stdin).restart()).containsExactly("sources[].stdin");
        assertThat(Difference.between(stdin, file).restart()).containsExactly("sources[].stdin");
    }

    /** The section of docs/CONFIG.md that names them. */
    @Test
    void theDocumentation_namesEveryKeyThatNeedsARestart() throws IOException {
        String docs = Files.readString(Path.of("docs/CONFIG.md"));
        String section = docs.substring(docs.indexOf("## At a reload"));
        String line = section.lines()
                .filter(one -> one.startsWith("Only at a restart: "))
                .findFirst()
                .orElseThrow();
        assertThat(java.util.regex.Pattern.compile("`([^`]+)`")
                        .matcher(line)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(Difference.restartKeys());
    }
}
