package io.portent.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.RawLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which logs are rotated, one by one; {@link FileSourceModelTest} and {@link ResumeModelTest} mix them. */
final class RotationTest {
    private static final String LONG = "2026-03-04T05:06:07Z INFO a line that is long enough to be known again\n";

    @TempDir
    private Path dir;

    private Followed log = new Followed(Path.of("/"), "none");

    private void follow(String... globs) {
        log = new Followed(dir, globs);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private void link(String name, String to) throws IOException {
        Path fresh = log.path(name + ".new");
        Files.createSymbolicLink(fresh, Path.of(to));
        Files.move(fresh, log.path(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void linkThatIsSwitched_isReadToTheEndOfTheOldFile_thenOfTheNew() throws IOException {
        follow("current");
        log.append("app-1.log", "1\n");
        link("current", "app-1.log");
        assertThat(log.poll()).containsExactly("1");
        log.append("app-1.log", "2\n");
        log.append("app-2.log", "3\n");
        link("current", "app-2.log");
        assertThat(log.poll()).containsExactly("2", "3");
        log.append("app-1.log", "late\n");
        assertThat(log.poll()).containsExactly("late");
        assertThat(log.source().counts().rotations()).isEqualTo(1);
        assertThat(log.source().counts().generationsMissed()).isZero();
    }

    @Test
    void linkThatIsSwitchedWhileTheAgentIsDown_isReadToTheEndOfTheOldFile_thenOfTheNew() throws IOException {
        follow("current");
        log.append("app-1.log", "1\n");
        link("current", "app-1.log");
        log.poll();
        log.append("app-1.log", "2\n");
        log.append("app-2.log", "3\n");
        link("current", "app-2.log");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("2", "3");
        assertThat(log.source().counts().generationsMissed()).isZero();
    }

    @Test
    void twoRotationsWhileTheAgentIsDown_areReadOldestFirst_whereTheGlobsCoverThem() throws IOException {
        follow("app.log*");
        log.append("app.log", "1\n");
        log.poll();
        log.append("app.log", "2\n");
        log.age("app.log", 10);
        log.move("app.log", "app.log.2");
        log.append("app.log.1", "3\n");
        log.age("app.log.1", 5);
        log.append("app.log", "4\n");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("2", "3", "4");
        assertThat(log.source().counts().generationsMissed()).isZero();
    }

    @Test
    void twoRotationsWhileTheAgentIsDown_outOfTheGlobs_loseTheOneInTheMiddle() throws IOException {
        follow("app.log");
        log.append("app.log", "1\n");
        log.poll();
        log.append("app.log", "2\n");
        log.move("app.log", "app.log.2");
        log.append("app.log.1", "3\n");
        log.append("app.log", "4\n");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("2", "4");
    }

    @Test
    void generationThatIsGone_isCounted() throws IOException {
        follow("app.log");
        log.append("app.log", "1\n");
        log.poll();
        log.delete("app.log");
        log.append("app.log", "2\n");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("2");
        assertThat(log.source().counts().generationsMissed()
                        + log.source().counts().truncations()) // where the inode was used again at once
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void generationThatWasCompressedWhileTheAgentIsDown_isReadOn_withinAndWithoutTheGlobs(Packed kind)
            throws IOException {
        for (String glob : List.of("app.log", "app.log*")) {
            Path of = Files.createDirectories(dir.resolve(glob.length() + "d"));
            try (Followed one = new Followed(of, glob)) {
                one.append("app.log", LONG + "2\n");
                one.poll();
                RawLine first = one.lines.get(0);
                one.append("app.log.1" + kind.suffix(), kind.bytes(LONG + "2\n3\n"));
                one.age("app.log.1" + kind.suffix(), 5);
                one.delete("app.log");
                one.append("app.log", "4\n");
                one.restart(first);
                assertThat(one.poll()).as(glob).containsExactly("2", "3", "4");
                assertThat(one.poll()).isEmpty();
                assertThat(one.source().counts().generationsMissed()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileThatIsCompressedWhileItIsFollowed_isNotReadAgain_alsoWhileItsCompressorIsAtWork(Packed kind)
            throws IOException {
        follow("app.log*");
        String text = LONG.repeat(50);
        log.append("app.log", text);
        log.poll();
        log.move("app.log", "app.log.1");
        log.append("app.log", "new\n");
        assertThat(log.poll()).containsExactly("new");
        byte[] whole = kind.bytes(text);
        String packed = "app.log.1" + kind.suffix();
        log.append(packed, Arrays.copyOf(whole, whole.length / 2));
        assertThat(log.poll()).isEmpty();
        log.append(packed, Arrays.copyOfRange(whole, whole.length / 2, whole.length));
        log.delete("app.log.1");
        assertThat(log.poll()).isEmpty();
        log.restart();
        assertThat(log.poll()).isEmpty();
    }

    @Test
    void renamedFile_keepsTheNameOfItsLogForItsRest_soThatARecordMayGoOnInTheNext() throws IOException {
        follow("app.log*");
        log.append("app.log", "1\n");
        log.poll();
        log.append("app.log", "2\n");
        log.move("app.log", "app.log.1");
        log.append("app.log", "3\n");
        log.poll();
        assertThat(log.lines.subList(1, 3))
                .extracting(line -> line.origin().file())
                .containsOnly(dir + "/app.log");
        log.append("app.log.1", "straggler\n");
        log.poll();
        assertThat(log.last().origin().file()).isEqualTo(dir + "/app.log.1");
    }

    @Test
    void containerLog_isFoundAgainBesideWhatItsLinkLinksTo() throws IOException {
        follow("containers/*.log");
        log.append("pods/shop/0.log", LONG + "2\n");
        Files.createDirectories(log.path("containers"));
        Files.createSymbolicLink(log.path("containers/shop.log"), Path.of("../pods/shop/0.log"));
        assertThat(log.poll()).hasSize(2);
        RawLine first = log.lines.get(0);
        log.append("pods/shop/0.log.20260304-050607.gz", Packed.gzip(LONG + "2\n3\n"));
        log.delete("pods/shop/0.log");
        log.append("pods/shop/0.log", "4\n");
        log.restart(first);
        assertThat(log.poll()).containsExactly("2", "3", "4");
        log.append("pods/shop/0.log", "5\n");
        log.move("pods/shop/0.log", "pods/shop/0.log.20260304-050707");
        log.append("pods/shop/0.log", "6\n");
        log.restart(log.last());
        assertThat(log.poll()).containsExactly("5", "6");
        assertThat(log.source().counts().generationsMissed()).isZero();
    }

    @Test
    void linesOfAnOldFile_sayThatTheyAreNoYoungerThanIt() throws IOException {
        follow("*");
        log.append("a.log", "1\n");
        log.append("b.gz", Packed.gzip("2\n"));
        log.append("c.log", "3\n");
        log.append("d.log", "4\n");
        log.age("a.log", 50_000);
        log.age("b.gz", 50_000);
        log.age("c.log", -10);
        Files.setLastModifiedTime(log.path("d.log"), FileTime.fromMillis(0));
        log.poll();
        assertThat(log.lines)
                .filteredOn(line -> line.text().matches("[12]"))
                .extracting(RawLine::written)
                .containsOnly(log.now.minusSeconds(50_000 * 60));
        assertThat(log.lines)
                .filteredOn(line -> line.text().matches("[34]"))
                .extracting(RawLine::written)
                .containsOnly(log.now);
        assertThat(log.lines).extracting(RawLine::arrival).containsOnly(log.now);
    }

    @Test
    void readUpTo_isTheLookWhoseFilesAreAllRead() throws IOException {
        follow("*.log");
        assertThat(log.source().readUpTo()).isNull();
        log.append("a.log", "1\n2\n");
        log.source().read(1, log.lines::add);
        assertThat(log.source().readUpTo()).isNull();
        log.now = log.now.plusSeconds(5);
        log.poll();
        assertThat(log.source().readUpTo()).isEqualTo(log.now);
    }

    /** Half a line is first in order: as its file is begun the clock is asked, and that is when the other one moves. */
    @Test
    void fileThatMovesBetweenTheListingAndItsTurn_isFoundInTheSameRead() throws IOException {
        follow("none");
        log.append("a.log", "half");
        log.age("a.log", 10);
        log.append("b.log", "1\n2\n");
        AtomicInteger asked = new AtomicInteger();
        InstantSource clock = () -> {
            if (asked.incrementAndGet() == 2) {
                try {
                    Files.move(dir.resolve("b.log"), dir.resolve("b.log.1"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return Instant.parse("2026-03-04T05:06:07Z");
        };
        FileSpec spec = FileSpec.of(List.of(dir + "/*"), 1000);
        try (FileSource source = new FileSource("app", spec, null, List.of(), clock)) {
            List<String> lines = new ArrayList<>();
            assertThat(source.read(100, line -> lines.add(line.text()))).isEqualTo(2);
            assertThat(lines).containsExactly("1", "2");
            assertThat(dir.resolve("b.log")).doesNotExist();
        }
    }
}
