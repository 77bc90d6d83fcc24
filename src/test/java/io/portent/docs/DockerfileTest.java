package io.portent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.portent.web.MetricsPage;
import io.portent.web.WebPages;
import io.portent.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What users of the image count on. Nothing is built here: that takes minutes, and {@code deploy/test-image.sh} does it. */
final class DockerfileTest {
    private final List<String> instructions = instructions();

    @Test
    void theImage_runsTheAgent() {
        assertThat(last("ENTRYPOINT")).isEqualTo("[\"agent\"]");
        assertThat(last("CMD")).isEqualTo("[\"run\"]");
    }

    @Test
    void baseAndBuildImage_canBeChosen_andHaveDefaults() {
        assertThat(instructions)
                .anyMatch(line -> line.matches("ARG BASE_IMAGE=\\S+"))
                .anyMatch(line -> line.matches("ARG BUILD_IMAGE=\\S+"))
                .anyMatch(line -> line.equals("FROM ${BASE_IMAGE} AS plain"));
        assertThat(instructions.stream().filter(line -> line.startsWith("FROM ")))
                .containsExactly(
                        "FROM ${BUILD_IMAGE} AS build",
                        "FROM ${BASE_IMAGE} AS plain",
                        "FROM plain AS archive",
                        "FROM plain");
    }

    @Test
    void theUser_isANumberOtherThanRoot_andOwnsTheDataVolume() {
        assertThat(last("USER")).isEqualTo("${AGENT_UID}");
        assertThat(instructions).anyMatch(line -> line.matches("ARG AGENT_UID=[1-9]\\d{3,}"));
        assertThat(last("VOLUME")).isEqualTo("/portent/data");
        assertThat(instructions).anyMatch(line -> line.contains("chown ${AGENT_UID}:0 data"));
    }

    @Test
    void whatChangesSeldom_liesInLayersOfItsOwn_beforeWhatChangesWithEachVersion() {
        assertThat(instructions)
                .anyMatch(line ->
                        line.startsWith("RUN ") && line.contains("deploy/image/Layers.java target/agent /layers"))
                .containsSubsequence(
                        "COPY --from=build /layers/natives/ /",
                        "COPY --from=build /layers/libraries/ /",
                        "COPY --from=build /layers/own/ /",
                        "COPY --chmod=0755 agent /usr/local/bin/agent",
                        "COPY --from=archive /opt/portent/agent.jsa /opt/portent/agent.jsa");
    }

    /** Else no archive of ours can be made upon a runtime that was packaged without. */
    @Test
    void theJdksOwnArchiveOfClasses_isMadeWhereItIsMissing() {
        assertThat(instructions)
                .containsSubsequence(
                        "FROM ${BASE_IMAGE} AS plain",
                        "RUN java -Xshare:on -version 2> /dev/null || java -Xshare:dump > /dev/null",
                        "FROM plain AS archive");
    }

    /** The launcher knows both by their places; whoever sets PORTENT_JAVA_OPTS loses neither. */
    @Test
    void nativesAndArchive_areFoundByTheLauncher() throws IOException {
        assertThat(instructions)
                .contains("ENV PORTENT_HOME=/opt/portent")
                .noneMatch(line -> line.contains("JAVA_OPTS"));
        assertThat(Files.readString(Path.of("agent")))
                .contains("-d \"$home/natives\"", "-Djava.library.path=$home/natives", "archive=$home/agent.jsa");
    }

    /** The other way to an image, without an engine, makes the same of it. */
    @Test
    void jib_saysOfTheImageWhatTheDockerfileSays() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom)
                .contains("<volume>" + last("VOLUME") + "</volume>", "<port>" + last("EXPOSE") + "</port>")
                .contains("<entrypoint>agent</entrypoint>", "<args>run</args>", "<user>10001</user>")
                .contains("<workingDirectory>" + last("WORKDIR") + "</workingDirectory>")
                .contains("<PORTENT_HOME>/opt/portent</PORTENT_HOME>")
                .contains("<PORTENT_CACHE>/portent/data/cache</PORTENT_CACHE>");
        assertThat(instructions).anyMatch(line -> line.equals("ARG AGENT_UID=10001"));
    }

    @Test
    void thePortOfTheConfiguration_isExposed() throws IOException {
        String listen = new YAMLMapper()
                .readTree(Path.of("config/agent.yaml").toFile())
                .at("/web/listen")
                .asText();
        assertThat(listen).endsWith(":" + last("EXPOSE"));
        assertThat(last("HEALTHCHECK")).contains("${PORTENT_WEB_LISTEN:-:" + last("EXPOSE") + "}");
    }

    @Test
    void theHealthCheck_isContentWithARunningAgentOnly() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "NOT CHECKED: there is no bash");
        MetricsPage empty = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain";
            }

            @Override
            public void write(Writer out, @Nullable String accept) {}
        };
        WebPages pages =
                new WebPages("test", empty, List::of, Optional::empty, Optional::empty, () -> "[]", Duration::toString);
        WebServer server = new WebServer("127.0.0.1", 0, pages, failure -> {});
        server.start();
        int port = server.port();
        try (server) {
            assertThat(healthCheck(port)).isZero();
        }
        assertThat(healthCheck(port)).isNotZero();
    }

    @Test
    void everythingThatIsCopied_passesTheIgnoreFile() throws IOException {
        List<String> let = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        assertThat(let)
                .containsExactlyInAnyOrder(
                        "pom.xml",
                        "src/main",
                        "agent",
                        "deploy/image/Layers.java",
                        "deploy/image/class-archive.sh",
                        "config",
                        "LICENSE");
        for (String line : instructions) {
            if (line.startsWith("COPY ") && !line.contains("--from")) {
                List<String> words =
                        List.of(line.replaceFirst(" --chmod=\\S+", "").split(" ", -1));
                assertThat(let).containsAll(words.subList(1, words.size() - 1));
            }
        }
    }

    @Test
    void theComposeExample_givesTheAgentNoMoreThanItNeeds() throws IOException {
        JsonNode agent = new YAMLMapper()
                .readTree(Path.of("deploy/compose.yaml").toFile())
                .at("/services/agent");
        assertThat(agent.path("read_only").asBoolean()).isTrue();
        assertThat(agent.path("mem_limit").asText()).isEqualTo("${AGENT_MEMORY:-256m}");
        assertThat(agent.at("/cap_drop/0").asText()).isEqualTo("ALL");
        assertThat(agent.at("/volumes/0").asText()).endsWith(":ro");
        assertThat(agent.at("/volumes/1").asText()).isEqualTo("data:" + last("VOLUME"));
        assertThat(agent.at("/ports/0").asText()).startsWith("127.0.0.1:");
    }

    private int healthCheck(int port) throws IOException, InterruptedException {
        String check = last("HEALTHCHECK");
        JsonNode command = new ObjectMapper().readTree(check.substring(check.indexOf(" CMD ") + 5));
        List<String> words = List.of(
                command.get(0).asText(), command.get(1).asText(), command.get(2).asText());
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORTENT_WEB_LISTEN", "127.0.0.1:" + port);
        Process process = builder.start();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).isTrue();
        return process.exitValue();
    }

    /** What stands behind the last instruction of that name, which is the one that counts. */
    private String last(String name) {
        return instructions.stream()
                .filter(line -> line.startsWith(name + " "))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(name.length() + 1))
                .orElse("");
    }

    private static List<String> instructions() {
        try {
            String text = Files.readString(Path.of("Dockerfile"));
            return text.replaceAll("(?m)^#.*\n", "")
                    .replace("\\\n", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
