package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check-config} looks into the files that say who may come in, and so does {@code run} before it does anything. */
final class CheckWebConfigTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    private int run(String verb, String web) throws IOException {
        Path log = Files.writeString(folder.resolve("app.log"), "");
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                sources: [{name: app, files: ["%s"]}]
                store: {url: "jdbc:sqlite:%s/portent.db"}
                web: {listen: "127.0.0.1:0", config_file: "%s"}
                """.formatted(
                        log, folder, Files.writeString(folder.resolve("web.yml"), web)));
        return Main.run(new String[] {verb, "-c", config.toString()}, out, new PrintWriter(err, true));
    }

    @Test
    void faults_areToldWithTheirLines_andEndBothVerbs() throws IOException {
        for (String verb : new String[] {"check-config", "run"}) {
            err.getBuffer().setLength(0);
            assertThat(run(verb, "tls_server_config: {cert_file: none.crt}\ncolour: red\n"))
                    .as(verb)
                    .isEqualTo(2);
            assertThat(err.toString().replace(folder + "/", "")).contains("""
                    web.yml:1: tls_server_config.key_file: is missing; without it there is no TLS, and with no key of this section plain HTTP
                    web.yml:2: colour: unknown key; known here: tls_server_config, http_server_config, basic_auth_users, auth_excluded_paths, rate_limit
                    """);
        }
    }

    @Test
    void whatIsWorthKnowing_isANote() throws IOException {
        assertThat(run("check-config", "http_server_config: {http2: true}\n")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("The configuration is valid.", "note: web.config_file: http_server_config.http2:");
    }
}
