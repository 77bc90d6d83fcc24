package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckConfigVerbTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"check-config", "run"})
    void aTimeThatNeverComes_isRefused_beforeAnythingIsDone(String verb) throws IOException {
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                sources: [{name: app, files: ["%1$s/app.log"]}]
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                retrain: {cron: "0 0 3 30 2 ?"}
                web: {listen: "127.0.0.1:0"}
                """.formatted(folder));
        StringWriter err = new StringWriter();

        int code = Main.run(
                new String[] {verb, "-c", config.toString()}, new ByteArrayOutputStream(), new PrintWriter(err, true));

        assertThat(err).hasToString("retrain.cron: must name a time that is still to come, was 0 0 3 30 2 ?\n");
        assertThat(code).isEqualTo(2);
        assertThat(folder).isDirectoryContaining("glob:**agent.yaml").isDirectoryNotContaining("glob:**.db");
    }
}
