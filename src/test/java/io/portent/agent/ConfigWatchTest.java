package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    @TempDir
    private Path directory;

    private int generation;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("agent.yaml"), text);
    }

    /** As kubelet does: the file is a link through ..data, and that is renamed over, to a directory of its own for each version. */
    private void swap(String text) throws IOException {
        Path version = Files.createDirectory(directory.resolve("..2026_03_04_05_06_0" + ++generation));
        Files.writeString(version.resolve("agent.yaml"), text);
        Path next = Files.createSymbolicLink(directory.resolve("..data_tmp"), version.getFileName());
        Files.move(
                next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path link = directory.resolve("agent.yaml");
        if (!Files.isSymbolicLink(link)) {
            Files.createSymbolicLink(link, Path.of("..data", "agent.yaml"));
        }
    }

    @Test
    void swapOfAConfigMap_isSeen_andOneOfTheSameContentIsNone() throws IOException {
        swap("a");
        ConfigWatch watch = new ConfigWatch(directory.resolve("agent.yaml"));
        assertThat(watch.look()).isFalse();
        swap("a");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        swap("b");
        assertThat(watch.look()).as("at the first look it may still be written").isFalse();
        assertThat(watch.look()).isTrue();
        watch.know();
        assertThat(watch.look()).as("what is known is not told again").isFalse();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void whatIsStillBeingWritten_doesNotCount() throws IOException {
        ConfigWatch watch = new ConfigWatch(file("a"));
        for (String more : new String[] {"b", "bc", "bcd"}) {
            file(more);
            assertThat(watch.look()).isFalse();
        }
        assertThat(watch.look()).isTrue();
    }

    @Test
    void anotherTime_isNoChange_andAChangeTakenBackIsNone() throws IOException {
        ConfigWatch watch = new ConfigWatch(file("a"));
        Files.setLastModifiedTime(directory.resolve("agent.yaml"), FileTime.from(Instant.EPOCH));
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        file("b");
        assertThat(watch.look()).isFalse();
        file("a");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void fileThatIsGoneForAMoment_isNoChange_andOneThatStaysAwayIsOne() throws IOException {
        Path file = file("a");
        ConfigWatch watch = new ConfigWatch(file);
        Files.delete(file);
        assertThat(watch.look()).isFalse();
        file("a");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
    }
}
