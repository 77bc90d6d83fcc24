package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker, where it is installed; a test that asks for it is skipped elsewhere, and says so. */
public final class Promtool {
    private Promtool() {}

    /** Skips the test that asks where it is not installed. */
    public static void required() {
        path();
    }

    /** Runs it in a folder and asserts that it is content. */
    static void accepts(Path folder, String... arguments) throws IOException, InterruptedException {
        says(folder, new File("/dev/null"), arguments);
    }

    /** What it says of an input; that it is content is asserted. */
    public static String says(Path folder, File input, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            List<String> command = new ArrayList<>(List.of(path()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("promtool ends within a minute").isTrue();
            String said = Files.readString(output, UTF_8);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }

    private static String path() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(() ->
                        Assumptions.abort("NOT CHECKED: promtool is not on the PATH (Debian package prometheus)"));
    }
}
