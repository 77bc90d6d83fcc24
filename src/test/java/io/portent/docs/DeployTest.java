package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/ holds beside the manifests of Kubernetes, by the tools that would take it. */
final class DeployTest {
    private static final Path UNIT = Path.of("deploy/systemd/portent.service");
    private static final Path COMPOSE = Path.of("deploy/compose.yaml");

    @TempDir
    Path directory;

    /** The Compose of Debian 12 is older than the key `name`; it reads all else strictly. */
    @Test
    void composeTakesTheExample() throws Exception {
        required("docker-compose", "docker-compose");
        Path file = directory.resolve("compose.yaml");
        Files.writeString(file, Files.readString(COMPOSE).replaceFirst("(?m)^name: .*$", ""));
        String said = says("docker-compose", "-f", file.toString(), "--project-directory", "deploy", "config");
        JsonNode services = new YAMLMapper().readTree(said).path("services");
        assertThat(new TreeSet<>(List.of("agent", "alertmanager", "grafana", "prometheus", "shop")))
                .containsExactlyElementsOf(services::fieldNames);
    }

    @Test
    void everyPortOfTheExample_isOfThisMachineOnly_andEveryServiceIsGivenAnImage() throws IOException {
        JsonNode services = new YAMLMapper().readTree(COMPOSE.toFile()).path("services");
        for (JsonNode service : services) {
            assertThat(service.path("image").asText()).isNotEmpty();
            service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        }
    }

    @Test
    void systemdTakesTheUnit_andFindsLittleExposed() throws Exception {
        required("systemd-analyze", "systemd");
        // Where the agent is installed on that machine is not here: any command stands for it.
        Path unit = directory.resolve("portent.service");
        Files.writeString(unit, Files.readString(UNIT).replace("ExecStart=/opt/portent/agent", "ExecStart=/bin/sh"));
        assertThat(says("systemd-analyze", "verify", unit.toString())).isEmpty();
        String said = says("systemd-analyze", "security", "--offline=true", "--no-pager", unit.toString());
        MatchResult level = Pattern.compile("Overall exposure level for \\S+: (\\d+\\.\\d)")
                .matcher(said)
                .results()
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(level.group(1))).isLessThanOrEqualTo(1.5);
    }

    /** A JVM that SIGTERM has ended says 143, which would else be a failure. */
    @Test
    void theUnit_knowsHowTheAgentEnds() throws IOException {
        assertThat(Files.readAllLines(UNIT))
                .contains("SuccessExitStatus=143", "RestartPreventExitStatus=2", "DynamicUser=yes", "Type=exec")
                .contains("ExecReload=/bin/kill -HUP $MAINPID");
    }

    @Test
    void theScripts_areBashThatCanBeRead() throws Exception {
        for (String script : List.of("deploy/test-image.sh", "deploy/image/class-archive.sh", "deploy/rules.sh")) {
            assertThat(Files.isExecutable(Path.of(script))).as(script).isTrue();
            assertThat(says("bash", "-n", script)).as(script).isEmpty();
        }
    }

    private static void required(String tool, String debianPackage) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        Assumptions.assumeTrue(
                there, "NOT CHECKED: " + tool + " is not on the PATH (Debian package " + debianPackage + ")");
    }

    private String says(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends within a minute", command[0]).isTrue();
        String said = Files.readString(output, UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
