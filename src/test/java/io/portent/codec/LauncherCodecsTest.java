package io.portent.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class path the launcher gives; a script that says what it was started with stands for the JVM. */
final class LauncherCodecsTest {
    @TempDir
    Path directory;

    private record Ended(int code, String said) {}

    @Test
    void withoutCodecs_theAgentsJarsAreAll() throws Exception {
        assertThat(launched(Map.of()).said()).contains("\n" + jars() + "\n");
    }

    @Test
    void aDirectoryOfCodecs_comesAfterTheAgentsJars() throws Exception {
        Path codecs = Files.createDirectories(directory.resolve("my codecs"));
        assertThat(launched(Map.of("PORTENT_CODECS", codecs.toString())).said())
                .contains("\n" + jars() + ":" + codecs + "/*\n");
    }

    @Test
    void noDirectory_isSaid() throws Exception {
        Ended ended = launched(Map.of("PORTENT_CODECS", "/no/such"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).isEqualTo("agent: PORTENT_CODECS names no directory: /no/such\n");
    }

    @Test
    void aPathOfSeveral_isRefused() throws Exception {
        Ended ended = launched(Map.of("PORTENT_CODECS", directory + ":" + directory));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said()).contains("without a colon");
    }

    /** By name, in whatever order they lie in the directory. */
    private String jars() {
        return directory + "/home/lib/B.jar:" + directory + "/home/lib/a.jar";
    }

    private Ended launched(Map<String, String> environment) throws IOException, InterruptedException {
        Path lib = Files.createDirectories(directory.resolve("home/lib"));
        Files.writeString(lib.resolve("a.jar"), "");
        Files.writeString(lib.resolve("B.jar"), "");
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(Path.of("agent").toAbsolutePath().toString(), "--version");
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTENT_"));
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("PORTENT_HOME", directory.resolve("home").toString());
        builder.environment().put("PORTENT_CACHE", directory.resolve("cache").toString());
        builder.environment().putAll(environment);
        Path out = directory.resolve("out");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
