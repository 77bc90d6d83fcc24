package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portent.config.ConfigFile;
import io.portent.config.WebFile;
import io.portent.web.security.Certificates;
import io.portent.web.security.WebPolicy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/SECURITY.md shows is what the programs take. */
final class SecurityDocumentTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");

    @TempDir
    Path folder;

    private static String block(String first) throws IOException {
        List<String> all = BLOCK.matcher(Files.readString(Path.of("docs/SECURITY.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(first))
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void theWebConfigurationShown_isTaken() throws IOException {
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.server("server", "ca");
        WebPolicy policy = WebFile.read(Files.writeString(folder.resolve("web.yml"), block("tls_server_config:")));
        assertThat(policy.tls()).isNotNull();
        assertThat(policy.passwords().isEmpty()).isFalse();
        assertThat(policy.notes()).isEmpty();
    }

    @Test
    void theTokensShown_areValid() throws IOException {
        String yaml = block("web:");
        assertThatCode(() -> ConfigFile.parse("SECURITY.md", yaml, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void theScrapeConfigurationShown_isValidForPrometheus() throws IOException, InterruptedException {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "promtool")));
        Assumptions.assumeTrue(installed, "NOT CHECKED: promtool is not on the PATH (Debian package prometheus)");
        Certificates certificates = new Certificates(folder);
        certificates.authority("ca");
        certificates.client("prometheus", "ca", "DNS:prometheus");
        Files.writeString(folder.resolve("password"), "test");
        Path file = Files.writeString(
                folder.resolve("prometheus.yml"),
                block("scrape_configs:").replace("/etc/prometheus/portent", folder.toString()));
        Process promtool = new ProcessBuilder("promtool", "check", "config", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
