package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboards against JSON schemas that are made, now, from the types of Grafana's own SDK. That is as near to a Grafana as it gets
 * without one: it refuses what Grafana's types do not have, and does not know what Grafana would draw.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardTypesIT {
    private static final Path CHECK = Path.of("src/test/grafana/check.mjs").toAbsolutePath();
    private static final Path MODULES = Path.of("target/grafana");

    /** Pinned, and nothing of it is shipped: the types, what makes schemas of them, what checks by schemas. */
    private static final List<String> PACKAGES =
            List.of("@grafana/grafana-foundation-sdk@0.0.21", "ts-json-schema-generator@2.4.0", "ajv@8.17.1");

    private record Said(int code, String text) {
        List<String> of(String file) {
            return text.lines().filter(line -> line.startsWith(file + ":")).toList();
        }
    }

    private Said said = new Said(-1, "");

    /** All in one run: making the schemas is what takes long. */
    @BeforeAll
    void check(@TempDir Path folder) throws IOException, InterruptedException {
        install();
        Path broken = Files.writeString(
                folder.resolve("broken.json"),
                Files.readString(Path.of("dashboards/grafana/agent.json"))
                        .replaceFirst("\"graphMode\": \"none\"", "\"graphMode\": \"nothing\"")
                        .replaceFirst("\"lineWidth\"", "\"linewidth\"")
                        .replaceFirst("\"schemaVersion\": \\d+,", "")
                        .replaceFirst("\"legendFormat\"", "\"legend\""));
        List<String> command = new ArrayList<>(List.of("node", CHECK.toString(), broken.toString()));
        Dashboard.all().forEach(each -> command.add(each.file().toAbsolutePath().toString()));
        said = run(MODULES, Duration.ofMinutes(2), command);
        assertThat(said.text).containsPattern("\\d+ checks, \\d+ faults");
    }

    private static void install() throws IOException, InterruptedException {
        for (String program : List.of("node", "npm")) {
            Assumptions.assumeTrue(
                    onThePath(program),
                    "NOT CHECKED: " + program + " is not on the PATH (Debian package nodejs or npm)");
        }
        Files.createDirectories(MODULES);
        Files.writeString(
                MODULES.resolve("tsconfig.json"),
                "{\"compilerOptions\": {\"module\": \"esnext\", \"moduleResolution\": \"bundler\", \"target\": \"es2022\"}}\n");
        // Else npm would look for one in the folders above, and install there.
        Files.writeString(MODULES.resolve("package.json"), "{\"private\": true}\n");
        if (isInstalled()) {
            return;
        }
        List<String> install = new ArrayList<>(List.of(
                "npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"));
        install.addAll(PACKAGES);
        Said installed = run(MODULES, Duration.ofMinutes(3), install);
        Assumptions.assumeTrue(
                installed.code == 0, "NOT CHECKED: npm cannot install the types of Grafana's SDK: " + installed.text);
        Files.writeString(MODULES.resolve("installed.txt"), PACKAGES.toString());
    }

    private static boolean isInstalled() throws IOException {
        Path mark = MODULES.resolve("installed.txt");
        return Files.exists(mark) && Files.readString(mark).equals(PACKAGES.toString());
    }

    @Test
    void everyDashboard_everyPanel_andEveryQuery_isOfTheTypesOfTheSdk() throws IOException {
        long panels = 0;
        for (Dashboard dashboard : Dashboard.all()) {
            assertThat(said.of(dashboard.toString())).isEmpty();
            panels += dashboard.panels().size();
        }
        assertThat(Long.parseLong(said.text.replaceAll("(?s).*?(\\d+) checks, \\d+ faults\\s*", "$1")))
                .as("a panel, its options and its query at least")
                .isGreaterThan(3 * panels);
    }

    @Test
    void aMisspeltOption_anUnknownWord_andAMissingOne_areFound() {
        assertThat(said.code).isEqualTo(1);
        assertThat(String.join("\n", said.of("broken.json")))
                .contains("Options/graphMode must be equal to one of the allowed values")
                .contains("\"additionalProperty\":\"linewidth\"")
                .contains("Dashboard must have required property 'schemaVersion'")
                .contains("\"additionalProperty\":\"legend\"");
    }

    private static Said run(Path folder, Duration within, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            return new Said(ended ? process.exitValue() : -1, Files.readString(output, UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    private static boolean onThePath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
