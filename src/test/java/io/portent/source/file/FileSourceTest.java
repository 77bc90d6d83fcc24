package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.RawLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSourceTest {
    @TempDir
    private Path dir;

    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private final List<RawLine> lines = new ArrayList<>();
    private @Nullable FileSource opened;

    @AfterEach
    void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void existingFiles_areReadOldestFirst_andThenFollowed() throws IOException {
        append("a.log", "new 1\n");
        append("b.log", "old 1\nold 2\n");
        age("a.log", 10);
        age("b.log", 20);
        FileSource source = source("*.log");
        assertThat(poll(source)).containsExactly("old 1", "old 2", "new 1");
        assertThat(poll(source)).isEmpty();
        append("a.log", "new 2\n");
        append("c.log", "third\n");
        assertThat(poll(source)).containsExactlyInAnyOrder("new 2", "third");
    }

    @Test
    void linesAreNumberedWithinTheirFile() throws IOException {
        append("a.log", "x\ny\n");
        FileSource source = source("*.log");
        poll(source);
        append("a.log", "z\n");
        poll(source);
        assertThat(lines).extracting(line -> line.origin().line()).containsExactly(1L, 2L, 3L);
        assertThat(lines).extracting(line -> line.origin().source()).containsOnly("app");
        assertThat(lines).extracting(RawLine::arrival).containsOnly(now);
    }

    @Test
    void halfLine_waitsForItsNewline() throws IOException {
        append("a.log", "be");
        FileSource source = source("*.log");
        assertThat(poll(source)).isEmpty();
        append("a.log", "gin");
        assertThat(poll(source)).isEmpty();
        append("a.log", "ning\nnext");
        assertThat(poll(source)).containsExactly("beginning");
        append("a.log", "\n");
        assertThat(poll(source)).containsExactly("next");
    }

    @Test
    void readStopsAtMax_andGoesOnThere() throws IOException {
        append("a.log", "1\n2\n3\n4\n5\n");
        FileSource source = source("*.log");
        assertThat(source.read(2, lines::add)).isEqualTo(2);
        append("a.log", "6\n");
        assertThat(source.read(2, lines::add)).isEqualTo(2);
        assertThat(source.read(2, lines::add)).isEqualTo(2);
        assertThat(source.read(2, lines::add)).isEqualTo(0);
        assertThat(texts()).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(source.counts().bytes()).isEqualTo(12);
        assertThat(source.counts().lines()).isEqualTo(6);
    }

    @Test
    void renamedFile_isReadToItsEnd_alsoWhatItsWriterAddsLater() throws IOException {
        append("a.log", "1\n");
        FileSource source = source("*.log");
        poll(source);
        append("a.log", "2\n");
        move("a.log", "a.log.1");
        append("a.log", "new\n");
        assertThat(poll(source)).containsExactly("2", "new");
        append("a.log.1", "late\nhalf");
        append("a.log", "new 2\n");
        assertThat(poll(source)).containsExactly("late", "new 2");
        assertThat(source.counts().rotations()).isEqualTo(1);
        assertThat(source.counts().openFiles()).isEqualTo(2);
        now = now.plusSeconds(11);
        assertThat(poll(source)).containsExactly("half");
        assertThat(source.counts().openFiles()).isEqualTo(1);
        assertThat(source.counts().generationsMissed()).isZero();
    }

    @Test
    void renameWithinTheGlobs_isNotReadAgain() throws IOException {
        append("a.log", "1\n");
        FileSource source = source("a.log*");
        poll(source);
        append("a.log", "2\n");
        move("a.log", "a.log.1");
        append("a.log", "3\n");
        assertThat(poll(source)).containsExactly("2", "3");
        move("a.log.1", "a.log.2");
        move("a.log", "a.log.1");
        append("a.log", "4\n");
        assertThat(poll(source)).containsExactly("4");
        assertThat(source.counts().rotations()).isEqualTo(2);
    }

    @Test
    void truncatedFile_isReadFromItsBeginning() throws IOException {
        append("a.log", "1\n2\nhalf");
        FileSource source = source("*.log");
        poll(source);
        Files.writeString(dir.resolve("a.log"), "3\n");
        assertThat(poll(source)).containsExactly("half", "3");
        assertThat(source.counts().truncations()).isEqualTo(1);
        assertThat(lines.get(lines.size() - 1).origin().line()).isEqualTo(1);
    }

    @Test
    void fileWrittenAnewBeyondItsOldSize_isToldByItsBeginning() throws IOException {
        append("a.log", "first\n");
        FileSource source = source("*.log");
        poll(source);
        Files.writeString(dir.resolve("a.log"), "other beginning, and longer\n");
        assertThat(poll(source)).containsExactly("other beginning, and longer");
        assertThat(source.counts().truncations()).isEqualTo(1);
    }

    @Test
    void recreatedFile_isAnotherGeneration() throws IOException {
        append("a.log", "1\n");
        FileSource source = source("*.log");
        poll(source);
        append("a.log", "2\n");
        Files.delete(dir.resolve("a.log"));
        append("a.log", "3\n");
        assertThat(poll(source)).containsExactly("2", "3");
        assertThat(source.counts().rotations()).isEqualTo(1);
    }

    @Test
    void gzip_isReadOnce_andItsRestWhenItWasStillBeingWritten() throws IOException {
        byte[] whole = Packed.gzip("1\n2\n" + "x".repeat(50) + "\n3\n");
        Files.write(dir.resolve("a.gz"), Arrays.copyOf(whole, whole.length - 12));
        FileSource source = source("*");
        List<String> first = poll(source);
        assertThat(source.counts().failures()).isEqualTo(1);
        assertThat(poll(source)).isEmpty();
        assertThat(source.counts().failures()).isEqualTo(1);
        Files.write(dir.resolve("a.gz"), whole);
        List<String> both = new ArrayList<>(first);
        both.addAll(poll(source));
        assertThat(both).containsExactly("1", "2", "x".repeat(50), "3");
        assertThat(poll(source)).isEmpty();
        assertThat(source.counts().lines()).isEqualTo(4);
        assertThat(source.counts().openFiles()).isZero();
    }

    @Test
    void rotatedFileThatIsCompressed_isNotReadAgain() throws IOException {
        String first = numbered("first", 20);
        append("app.log", first);
        FileSource source = source("app*");
        poll(source);
        append("app.log", "unread\n");
        move("app.log", "app.log.1");
        append("app.log", "new\n");
        assertThat(poll(source)).containsExactly("unread", "new");
        byte[] whole = Packed.gzip(first + "unread\n");
        Files.write(dir.resolve("app.log.1.gz"), Arrays.copyOf(whole, whole.length / 2)); // gzip is still at work
        assertThat(poll(source)).isEmpty();
        Files.write(dir.resolve("app.log.1.gz"), whole);
        Files.delete(dir.resolve("app.log.1"));
        assertThat(poll(source)).isEmpty();
        now = now.plusSeconds(20);
        poll(source);
        move("app.log.1.gz", "app.log.2.gz");
        assertThat(poll(source)).isEmpty();
        assertThat(source.counts().lines()).isEqualTo(22);
    }

    @Test
    void whatWasNotReadOfAFile_isReadOfItsCompressedCopy() throws IOException {
        String first = numbered("first", 20);
        append("app.log", first);
        FileSource source =
                follow(new FileSource("app", FileSpec.of(globs("app*"), 1000), null, List.of(), () -> now, 1));
        poll(source);
        append("other.log", "x\n");
        Files.write(dir.resolve("app.log.gz"), Packed.gzip(first + "unread 1\nunread 2\n"));
        Files.delete(dir.resolve("app.log"));
        assertThat(poll(source)).containsExactly("unread 1", "unread 2");
    }

    @Test
    void copyBeforeTruncation_givesWhatWasUnread_once() throws IOException {
        append("app.log", numbered("first", 20));
        FileSource source = source("app*");
        poll(source);
        append("app.log", "unread\n");
        Files.copy(dir.resolve("app.log"), dir.resolve("app.log.1"));
        Files.writeString(dir.resolve("app.log"), "");
        append("app.log", "new\n");
        assertThat(poll(source)).containsExactlyInAnyOrder("unread", "new");
        Files.copy(dir.resolve("app.log.1"), dir.resolve("app.log.1.copy"));
        assertThat(poll(source)).isEmpty();
    }

    @Test
    void filesThatBeginAlike_areNoCopies() throws IOException {
        String banner = numbered("banner", 50);
        append("app.log", banner + "a\n");
        append("app-2.log", banner + "b\n");
        append("service.log", banner + "a\n");
        FileSource source = source("*.log*");
        assertThat(poll(source)).hasSize(3 * 51);
        move("app.log", "app.log.1");
        append("app.log", banner + "a\n");
        assertThat(poll(source)).hasSize(51);
    }

    private static String numbered(String word, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(word).append(' ').append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void filesOlderThanNotBefore_areLeftOutUntilTheyAreModified() throws IOException {
        append("a.log", "old\n");
        Files.setLastModifiedTime(dir.resolve("a.log"), FileTime.from(now.minusSeconds(100)));
        append("b.log", "young\n");
        Files.setLastModifiedTime(dir.resolve("b.log"), FileTime.from(now));
        FileSource source = follow(
                new FileSource("app", FileSpec.of(globs("*.log"), 1000), now.minusSeconds(50), List.of(), () -> now));
        assertThat(poll(source)).containsExactly("young");
        append("a.log", "more\n");
        Files.setLastModifiedTime(dir.resolve("a.log"), FileTime.from(now));
        assertThat(poll(source)).containsExactly("old", "more");
    }

    @Test
    void moreFilesThanMayBeOpen_areAllFollowed() throws IOException {
        FileSource source =
                follow(new FileSource("app", FileSpec.of(globs("*.log"), 1000), null, List.of(), () -> now, 3));
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10; i++) {
                append("f" + i + ".log", round + "/" + i + "\n");
                expected.add(round + "/" + i);
            }
            poll(source);
            assertThat(source.counts().openFiles()).isEqualTo(3);
        }
        assertThat(texts()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void closedFileThatWentAwayUnread_isCounted() throws IOException {
        FileSource source =
                follow(new FileSource("app", FileSpec.of(globs("*.log"), 1000), null, List.of(), () -> now, 1));
        append("a.log", "1\nhalf");
        append("b.log", "2\n");
        age("a.log", 10);
        assertThat(poll(source)).containsExactly("1", "2");
        Files.delete(dir.resolve("a.log"));
        assertThat(poll(source)).containsExactly("half");
        assertThat(source.counts().generationsMissed()).isEqualTo(1);
    }

    @Test
    void secondLinkToAFile_isNotReadAgain() throws IOException {
        append("a.log", "1\n");
        Files.createSymbolicLink(dir.resolve("current.log"), dir.resolve("a.log"));
        FileSource source = source("*.log");
        assertThat(poll(source)).containsExactly("1");
    }

    @Test
    void endlessLine_needsNoMemory() throws IOException {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        FileSource source =
                follow(new FileSource("app", FileSpec.of(globs("*.log"), 1000), null, List.of(), () -> now));
        for (int i = 0; i < 20; i++) {
            Files.write(dir.resolve("a.log"), megabyte, CREATE, APPEND);
            assertThat(poll(source)).isEmpty();
        }
        append("a.log", "\nok\n");
        assertThat(poll(source)).containsExactly("x".repeat(1000), "ok");
        assertThat(source.counts().longLines()).isEqualTo(1);
        assertThat(source.counts().skippedBytes()).isEqualTo(20 * (1 << 20) - 1000);
    }

    @Test
    void nothingThere_isNoError() throws IOException {
        FileSource source = source("no/such/*.log");
        assertThat(source.read(10, lines::add)).isZero();
        append("no/such/a.log", "1\n");
        assertThat(poll(source)).containsExactly("1");
    }

    @Test
    void countsSince_areTheIncrements() throws IOException {
        append("a.log", "1\n");
        FileSource source = source("*.log");
        poll(source);
        var before = source.counts();
        append("a.log", "22\n");
        poll(source);
        assertThat(source.counts().since(before).bytes()).isEqualTo(3);
        assertThat(source.counts().since(before).lines()).isEqualTo(1);
        assertThat(source.counts().since(before).openFiles()).isEqualTo(1);
    }

    private FileSource source(String... globs) {
        return follow(new FileSource("app", FileSpec.of(globs(globs), 1000), null, List.of(), () -> now));
    }

    private FileSource follow(FileSource source) {
        opened = source;
        return source;
    }

    private List<String> globs(String... globs) {
        return Arrays.stream(globs).map(glob -> dir + "/" + glob).toList();
    }

    private List<String> poll(FileSource source) throws IOException {
        int from = lines.size();
        while (source.read(3, lines::add) > 0) {
            // to the end of all that is there
        }
        return texts().subList(from, lines.size());
    }

    private List<String> texts() {
        return lines.stream().map(RawLine::text).toList();
    }

    private void append(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, text.getBytes(UTF_8), CREATE, APPEND);
    }

    private void move(String from, String to) throws IOException {
        Files.move(dir.resolve(from), dir.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    private void age(String name, int minutes) throws IOException {
        Files.setLastModifiedTime(dir.resolve(name), FileTime.from(now.minus(Duration.ofMinutes(minutes))));
    }
}
