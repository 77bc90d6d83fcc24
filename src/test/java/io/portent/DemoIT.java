package io.portent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one command of the README, as the packaged program runs it. */
class DemoIT {
    private static final long MINUTES = 12;

    @TempDir
    Path directory;

    @Test
    void demo_forecastsRedBeforeTheServiceFails() throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process demo = new ProcessBuilder(
                        "./agent", "demo", "--once", "--listen", "127.0.0.1:0", "--dir", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = demo.waitFor(MINUTES, TimeUnit.MINUTES);
            String said = Files.readString(output);
            assertThat(ended).as(said).isTrue();
            assertThat(demo.exitValue()).as(said).isZero();
            assertThat(said)
                    .contains("red within 15m:", "climatology", "persistence", "error-rate", "logistic")
                    .containsPattern("\\d\\d:\\d\\d  forecast: red within ")
                    .containsPattern("\\d\\d:\\d\\d  the shop fails: red by its own objective")
                    .containsPattern("forecast red for .+ ahead at \\d\\d:\\d\\d.*; the service failed .+ later");
        } finally {
            demo.destroyForcibly();
        }
    }
}
