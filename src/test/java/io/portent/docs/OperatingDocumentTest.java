package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portent.config.ConfigFile;
import io.portent.metrics.StoreMeter;
import io.portent.store.StoreException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/OPERATING.md shows is understood by whom it is for, and what it names exists. Its commands: {@link CommandsInDocsTest}. */
final class OperatingDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/OPERATING.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|sh|promql|console)\n(.*?)^```");
    private static final Pattern METRIC = Pattern.compile("\\bportent_[a-z_]+");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ \\./agent ((?:label |models )?[a-z-]+)");
    private static final Pattern PROBLEM = Pattern.compile("`([a-z_]+)`");
    private static final Map<String, String> TOKENS = Map.of("ALERTS_TOKEN", "0123456789abcdef");

    @Test
    void everyConfigurationShown_isValid() throws IOException {
        assertThat(blocks("yaml", "entity:"))
                .isNotEmpty()
                .allSatisfy(yaml -> assertThatCode(() -> ConfigFile.parse("OPERATING.md", yaml, TOKENS))
                        .doesNotThrowAnyException());
    }

    @Test
    void theReceiverShown_isValidForAlertmanager(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> theirs = blocks("yaml", "route:");
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

    @Test
    void everyMetricNamed_isDocumented() throws IOException {
        String documented = Files.readString(Path.of("docs/METRICS.md"));
        List<String> named = METRIC.matcher(text())
                .results()
                .map(MatchResult::group)
                .filter(name -> !name.endsWith("_"))
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
    }

    /** {@link StoreMeter} counts by these names. */
    @Test
    void everyProblemOfTheStore_isExplained() throws IOException {
        String table = text().substring(text().indexOf("| problem |"), text().indexOf("Beyond 50,000"));
        List<String> explained =
                PROBLEM.matcher(table).results().map(found -> found.group(1)).toList();
        assertThat(explained)
                .contains(Arrays.stream(StoreException.Problem.values())
                        .map(problem -> problem.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    @Test
    void theSession_goesFromTheFirstImportToTheRollback() throws IOException {
        List<String> verbs = BLOCK.matcher(text())
                .results()
                .flatMap(block -> COMMAND.matcher(block.group(2)).results())
                .map(command -> command.group(1))
                .toList();
        assertThat(verbs)
                .containsSubsequence(
                        "simulate",
                        "backfill",
                        "label import",
                        "train",
                        "run",
                        "label list",
                        "label intervened",
                        "retrain",
                        "models list",
                        "backfill",
                        "retrain",
                        "retrain",
                        "models diff",
                        "models rollback");
    }

    private static String text() throws IOException {
        return Files.readString(DOCUMENT);
    }

    private static List<String> blocks(String kind, String first) throws IOException {
        return BLOCK.matcher(text())
                .results()
                .filter(block -> block.group(1).equals(kind))
                .map(block -> block.group(2))
                .filter(block -> block.startsWith(first))
                .toList();
    }
}
