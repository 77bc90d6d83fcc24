package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portent.config.ConfigFile;
import io.portent.feed.api.PostedIntervention;
import io.portent.json.JsonValue;
import io.portent.store.InterventionLog.Intervention;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/LABELS.md tells people to write is understood by whom it is for. */
final class LabelsDocumentTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
    private static final Pattern POSTED = Pattern.compile("/api/v1/interventions.*\\n *-d ['\"](.*})['\"]");
    private static final Map<String, String> TOKENS =
            Map.of("ALERTS_TOKEN", "0123456789abcdef", "GRAFANA_TOKEN", "glsa_0123456789abcdef");

    @Test
    void everyConfigurationShown_isValid() throws IOException {
        List<String> ours = blocks("labels:");
        assertThat(ours)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(yaml -> assertThatCode(() -> ConfigFile.parse("LABELS.md", yaml, TOKENS))
                        .doesNotThrowAnyException());
    }

    @Test
    void theReceiverShown_isValidForAlertmanager(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> theirs = blocks("route:");
        assertThat(theirs).hasSize(1);
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "amtool")));
        Assumptions.assumeTrue(
                installed, "NOT CHECKED: amtool is not on the PATH (Debian package prometheus-alertmanager)");
        Path file = Files.writeString(folder.resolve("alertmanager.yml"), theirs.get(0));
        Process amtool = new ProcessBuilder("amtool", "check-config", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(amtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(amtool.waitFor()).as(said).isZero();
    }

    /** The words of the shell stand for what they would. */
    @Test
    void everyInterventionShown_isTaken() throws IOException {
        List<String> posted = POSTED.matcher(Files.readString(Path.of("docs/LABELS.md")))
                .results()
                .map(found -> found.group(1).replace("\\\"", "\"").replaceAll("\\$[A-Z_]+", "4711"))
                .toList();
        assertThat(posted).hasSize(3).allSatisfy(json -> {
            Intervention read = PostedIntervention.read(JsonValue.read(json), "", Instant.EPOCH);
            assertThat(read.entity()).isEqualTo("checkout");
        });
    }

    private static List<String> blocks(String first) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("docs/LABELS.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(first))
                .toList();
    }
}
