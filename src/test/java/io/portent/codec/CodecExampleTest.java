package io.portent.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A codec that is built outside of the agent, as its users would: it keeps the contract, and a jar beside the agent is all it takes. */
final class CodecExampleTest extends CodecContract {
    @TempDir
    static Path directory;

    private static Path jar;
    private static URLClassLoader loader;

    @BeforeAll
    static void build() throws IOException {
        jar = CodecExample.jar(directory);
        loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, CodecProvider.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @Override
    protected CodecProvider provider() {
        return Codecs.all(loader).stream()
                .filter(codec -> codec.name().equals("codons"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? ">a gene\n" : "");
        for (int i = random.nextInt(3, 300); i > 0; i--) {
            text.append("ACGTacgt".charAt(random.nextInt(8))).append(random.nextInt(20) == 0 ? "\n" : "");
        }
        return text.toString();
    }

    @Override
    protected float bound() {
        return 1;
    }

    @Test
    void besideTheAgent_itIsListedAndLearnt() throws Exception {
        Path out = directory.resolve("out");
        // As the launcher writes it: the JVM expands the star to the jars of the directory.
        String path = System.getProperty("java.class.path") + File.pathSeparator + jar.getParent() + "/*";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        path,
                        ExampleUser.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            String said = Files.readString(out);
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said)
                    .contains("codec codons\n", "codec series\n", "codec text\n")
                    .contains("learnt GCCTTATGCTAAATGGCCTTATGCTAA\n");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void besideAnEqualName_noCodecIsUsed() throws IOException {
        assertThatThrownBy(() -> codecs("two", "io.portent.codec.SecondText"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "two codecs are named text: io.portent.codec.text.TextCodecProvider and io.portent.codec.SecondText");
    }

    @Test
    void aJarThatNamesNoClass_isSaidToBeBroken() {
        assertThatThrownBy(() -> codecs("none", "org.example.Gone"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a codec cannot be loaded")
                .hasMessageContaining("org.example.Gone");
    }

    private static void codecs(String name, String provider) throws IOException {
        Path services = Files.createDirectories(directory.resolve(name + "/META-INF/services"));
        Files.writeString(services.resolve(CodecProvider.class.getName()), provider);
        URL root = directory.resolve(name).toUri().toURL();
        try (URLClassLoader other = new URLClassLoader(new URL[] {root}, CodecProvider.class.getClassLoader())) {
            Codecs.all(other);
        }
    }

    /** The example's pom names the version of the agent that it is built against. */
    @Test
    void theExamplesPom_namesThisVersion() throws IOException {
        Pattern version = Pattern.compile("<artifactId>portent</artifactId>\\s*<version>([^<]+)</version>");
        Matcher ours = version.matcher(Files.readString(Path.of("pom.xml")));
        Matcher theirs = version.matcher(Files.readString(Path.of("src/test/resources/codec-example/pom.xml")));
        assertThat(ours.find() && theirs.find()).isTrue();
        assertThat(theirs.group(1)).isEqualTo(ours.group(1));
    }
}
