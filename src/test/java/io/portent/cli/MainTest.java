package io.portent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();
    private Path config = Path.of("agent.yaml");

    /** Lets so many bytes through. */
    private static final class Full extends OutputStream {
        private final String why;
        private int room;

        Full(String why, int room) {
            this.why = why;
            this.room = room;
        }

        @Override
        public void write(int one) throws IOException {
            if (room-- <= 0) {
                throw new IOException(why);
            }
        }
    }

    @BeforeEach
    void labels() throws IOException {
        config = Files.writeString(
                directory.resolve("agent.yaml"), "store: {url: \"jdbc:sqlite:%s/portent.db\"}\n".formatted(directory));
        assertThat(run(
                        OutputStream.nullOutputStream(),
                        "add",
                        "--entity",
                        "größe ☕",
                        "--state",
                        "red",
                        "--start",
                        "1h"))
                .isZero();
    }

    private int run(OutputStream out, String... words) {
        String[] all = new String[words.length + 3];
        System.arraycopy(words, 0, all, 1, words.length);
        all[0] = "label";
        all[words.length + 1] = "-c";
        all[words.length + 2] = config.toString();
        err.getBuffer().setLength(0);
        return Main.run(all, out, new PrintWriter(err, true));
    }

    @Test
    void output_isUtf8() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, "export")).isZero();
        assertThat(out.toString(UTF_8)).contains("größe ☕,red,");
    }

    @Test
    void outputThatCannotBeWritten_isAFailureAndSaid() {
        for (int room : new int[] {0, 1, 60}) {
            assertThat(run(new Full("No space left on device", room), "export")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("agent: standard output cannot be written: No space left on device\n");
        }
        assertThat(run(new Full("No space left on device", 0), "list", "--since", "soon"))
                .isEqualTo(2);
    }

    @Test
    void aReaderThatHasSeenEnough_isNotComplainedOf() {
        assertThat(run(new Full("Broken pipe", 10), "list")).isEqualTo(1);
        assertThat(err.toString()).isEmpty();
    }
}
