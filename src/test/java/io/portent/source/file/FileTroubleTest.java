package io.portent.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What matches and cannot be read: said once, counted, tried again, and never in the way of others. */
@Timeout(60)
final class FileTroubleTest {
    @TempDir
    private Path dir;

    private Followed log;
    private final List<String> remarks = new ArrayList<>();

    @BeforeEach
    void follow() {
        log = new Followed(dir, "*.log", "*/*.log");
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private List<String> poll() throws IOException {
        List<String> texts = log.poll();
        remarks.addAll(log.source().remarks());
        return texts;
    }

    /** A file that nobody may open: by its mode, or for root, whom modes do not bind, one of the kernel's that can only be written to. */
    private void forbidden(String name) throws IOException {
        log.append(name, "secret\n");
        Files.setPosixFilePermissions(log.path(name), PosixFilePermissions.fromString("---------"));
        if (!opens(log.path(name))) {
            return;
        }
        Path writeOnly = Path.of("/sys/bus/cpu/drivers_probe");
        assumeTrue(
                Files.isRegularFile(writeOnly) && !opens(writeOnly),
                "NOT CHECKED: this user may open every file that there is");
        log.delete(name);
        Files.createSymbolicLink(log.path(name), writeOnly);
    }

    private static boolean opens(Path file) throws IOException {
        try {
            Files.newByteChannel(file).close();
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    @Test
    void fileWithoutPermission_isSaidOnce_countedAndTriedAgain() throws IOException {
        forbidden("a.log");
        log.append("b.log", "1\n");
        assertThat(poll()).containsExactly("1");
        for (int i = 0; i < 20; i++) {
            log.now = log.now.plusMillis(500);
            log.append("b.log", i + "\n");
            assertThat(poll()).containsExactly("" + i);
        }
        assertThat(remarks).containsExactly("cannot read " + dir + "/a.log, it is tried again: permission denied");
        assertThat(log.source().unreadable()).isEqualTo(1);
        assertThat(log.source().counts().failures()).isBetween(2L, 3L); // every five seconds
        Files.delete(log.path("a.log"));
        log.append("a.log", "readable\n");
        log.now = log.now.plusSeconds(10);
        assertThat(poll()).containsExactly("readable");
        log.now = log.now.plusSeconds(20);
        poll();
        assertThat(log.source().unreadable()).isZero();
        assertThat(remarks).hasSize(2).last().isEqualTo("no file is unreadable any more");
    }

    @Test
    void pipeInThePlaceOfALog_isNotWaitedFor() throws Exception {
        log.append("a.log", "1\n");
        poll();
        log.delete("a.log");
        assumeTrue(
                new ProcessBuilder("mkfifo", log.path("a.log").toString())
                                .start()
                                .waitFor()
                        == 0,
                "NOT CHECKED: no mkfifo here");
        log.append("b.log", "2\n");
        assertThat(poll()).containsExactly("2");
        log.now = log.now.plusSeconds(11);
        assertThat(poll()).isEmpty();
        assertThat(log.source().counts().openFiles()).isEqualTo(1);
        assertThat(log.source().counts().generationsMissed()).isZero();
    }

    @Test
    void fileReplacedByADirectory_isReadToItsEnd_andTheDirectoryLeftAlone() throws IOException {
        log.append("a.log", "1\n");
        poll();
        log.append("a.log", "2\n");
        log.delete("a.log");
        Files.createDirectory(log.path("a.log"));
        log.append("b.log", "3\n");
        assertThat(poll()).containsExactlyInAnyOrder("2", "3");
        assertThat(log.source().unreadable()).isZero();
        log.now = log.now.plusSeconds(11);
        poll();
        assertThat(log.source().counts().openFiles()).isEqualTo(1);
        log.delete("a.log");
        log.append("a.log", "4\n");
        assertThat(poll()).containsExactly("4");
    }

    @Test
    void directoryThatCannotBeListedForAWhile_isNotTakenForEmpty() throws IOException {
        log.append("sub/a.log", "1\n");
        poll();
        log.move("sub", "aside");
        Files.createSymbolicLink(log.path("sub"), Path.of("sub")); // links to itself: not even root can list it
        Files.setPosixFilePermissions(log.path("aside"), PosixFilePermissions.fromString("rwx------"));
        log.move("aside", ".aside");
        log.now = log.now.plusSeconds(60);
        assertThat(poll()).isEmpty();
        assertThat(remarks)
                .containsExactly("cannot read " + dir + "/sub, it is tried again: its files cannot be listed");
        assertThat(log.source().unreadable()).isEqualTo(1);
        log.now = log.now.plusSeconds(60);
        poll();
        log.delete("sub");
        log.move(".aside", "sub");
        log.append("sub/a.log", "2\n");
        assertThat(poll()).containsExactly("2");
        assertThat(remarks).hasSize(2);
        assertThat(log.source().unreadable()).isZero();
    }

    @Test
    void archiveThatStaysCutShort_isSaidAfterAMinute() throws IOException {
        byte[] whole = Packed.gzip("1\n2\n");
        log.append("a.log", Arrays.copyOf(whole, whole.length - 5));
        poll();
        assertThat(log.source().unreadable()).isEqualTo(1);
        assertThat(remarks).isEmpty();
        log.now = log.now.plusSeconds(60);
        poll();
        assertThat(remarks).hasSize(1).first().asString().contains("a.log, it is tried again: it ends too early");
    }

    @Test
    void manyUnreadableFiles_areCounted_andTenOfThemNamed() throws IOException {
        byte[] damaged = Packed.XZ.bytes("a line\n");
        damaged[14]++;
        for (int i = 0; i < 30; i++) {
            log.append(i + ".log", damaged);
        }
        poll();
        assertThat(log.source().unreadable()).isEqualTo(30);
        assertThat(remarks).hasSize(10);
    }

    @Test
    void oldFilesThatAreLeftOut_areSaidOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            log.append(i + ".log", "old\n");
            log.age(i + ".log", 100);
        }
        FileSpec spec = FileSpec.of(Followed.globs(dir, "*.log"), 1000);
        try (Followed late = new Followed(dir, spec, log.now.minusSeconds(60))) {
            assertThat(late.poll()).isEmpty();
            assertThat(late.source().remarks())
                    .containsExactly("3 files last written before " + log.now.minusSeconds(60)
                            + " are left out; agent backfill reads old files");
            late.poll();
            assertThat(late.source().remarks()).isEmpty();
        }
    }

    @Test
    void globsWithoutFiles_areSaidOnce() throws IOException {
        poll();
        poll();
        assertThat(remarks).containsExactly("no file matches " + dir + "/*.log, " + dir + "/*/*.log yet");
    }

    @Test
    void excludedFiles_areNotRead_byNameOrByPath() throws IOException {
        FileSpec spec = new FileSpec(
                Followed.globs(dir, "**"),
                List.of("*.gz", ".*", "debug-*.log", dir + "/old/**", dir + "/x/{y,z}.log"),
                StandardCharsets.UTF_8,
                1000);
        for (String name : List.of(
                "app.log",
                "app.log.gz",
                "debug-1.log",
                "sub/debug-2.log",
                "old/a.log",
                "old/er/b.log",
                "x/y.log",
                "x/w.log")) {
            log.append(name, name + "\n");
        }
        try (Followed some = new Followed(dir, spec, null)) {
            assertThat(some.poll()).containsExactlyInAnyOrder("app.log", "x/w.log");
        }
    }
}
