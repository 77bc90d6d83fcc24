package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs say of sources whose lines are sent to a running agent. */
class SentSourcesTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private Path config = Path.of("agent.yaml");

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(directory.resolve("agent.yaml"), """
                sources:
                  - {name: in, stdin: true}
                  - {name: app, tcp: "127.0.0.1:5170"}
                  - {name: hosts, syslog: ":5514"}
                  - {name: push, http: true}
                labels: {default: green, rules: [{state: red, fatal: 1}]}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                model: {directory: "%1$s/models"}
                web: {token: 0123456789abcdef}
                """.formatted(directory));
    }

    private int run(String... words) {
        return Main.run(words, out, new PrintWriter(err, true));
    }

    @Test
    void checkConfig_saysWhereTheirLinesComeFrom() {
        assertThat(run("check-config", "-c", config.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("""
                source in: standard input
                source app: lines over TCP on 127.0.0.1:5170
                source hosts: syslog over TCP and UDP on 0.0.0.0:5514
                source push: POST /api/v1/logs
                """);
    }

    @Test
    void whatReadsFiles_saysThatThereAreNone() {
        for (String verb : new String[] {"train", "backfill", "replay"}) {
            err.getBuffer().setLength(0);
            assertThat(run(verb, "-c", config.toString())).as(verb).isEqualTo(1);
            assertThat(err.toString())
                    .as(verb)
                    .contains(
                            "no log files: what is sent to the agent cannot be read again: in (standard input), app (lines"
                                    + " over TCP on 127.0.0.1:5170), hosts (")
                    .contains("); name files with --logs");
        }
    }
}
