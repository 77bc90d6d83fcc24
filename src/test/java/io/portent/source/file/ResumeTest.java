package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.FilePosition;
import io.portent.event.RawLine;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restarted source makes of the files that a former one has left. */
final class ResumeTest {
    private static final String FIRST = "2026-03-04T05:06:07Z INFO the first line is long enough to be known again 1\n";

    @TempDir
    private Path dir;

    private final Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private final List<RawLine> lines = new ArrayList<>();
    private SourceCounts counts = SourceCounts.NONE;

    @Test
    void fileThatHasGrown_isReadOnAfterTheLastKeptLine_withItsNumber() throws IOException {
        append("app.log", "1\n2\nha");
        FilePosition one = start("app.log").get(0);
        append("app.log", "lf\n4\n");
        assertThat(restart("app.log", one)).containsExactly("2", "half", "4");
        assertThat(lines).extracting(line -> line.origin().line()).containsExactly(2L, 3L, 4L);
        assertThat(lines).extracting(line -> line.position().generation()).containsOnly(one.generation());
        assertThat(counts.bytes()).isEqualTo(9);
        assertThat(counts.rotations() + counts.truncations() + counts.generationsMissed())
                .isZero();
    }

    @Test
    void beginningOfAGeneration_isReadFromThere() throws IOException {
        append("app.log", FIRST + "2\n");
        FilePosition two = start("app.log").get(1);
        move("app.log", "app.log.1");
        assertThat(restart("app.log", two.beginning())).containsExactly(FIRST.strip(), "2");
    }

    @Test
    void fileWithAnotherBeginning_isReadFromItsOwn_alsoWithTheSameInode() throws IOException {
        append("app.log", "first\n");
        FilePosition first = start("app.log").get(0);
        Files.writeString(dir.resolve("app.log"), "other, and longer\n");
        assertThat(restart("app.log", first)).containsExactly("other, and longer");
        assertThat(lines.get(0).position().generation()).isNotEqualTo(first.generation());
        assertThat(counts.truncations()).isEqualTo(1);
        assertThat(counts.generationsMissed()).isZero();
    }

    @Test
    void shorterFile_isReadFromItsBeginning() throws IOException {
        append("app.log", "1\n2\n3\n");
        FilePosition three = start("app.log").get(2);
        Files.writeString(dir.resolve("app.log"), "1\n2\n");
        assertThat(restart("app.log", three)).containsExactly("1", "2");
        assertThat(counts.truncations()).isEqualTo(1);
    }

    @Test
    void sameBanner_isNotTheSameFile() throws IOException {
        String banner = numbered("banner", 50);
        append("app.log", banner + "a\n");
        FilePosition last = start("app.log").get(50);
        Files.writeString(dir.resolve("app.log"), banner + "b\nc\n");
        assertThat(restart("app.log", last)).hasSize(52);
    }

    @Test
    void fileThatWasRotatedOutOfTheGlobs_isReadToItsEnd_beforeItsSuccessor() throws IOException {
        append("app.log", "1\n2\n");
        FilePosition one = start("app.log").get(0);
        append("app.log", "3\n");
        move("app.log", "app.log.1");
        append("app.log", "4\n");
        Files.setLastModifiedTime(dir.resolve("app.log"), FileTime.from(now.minusSeconds(1000)));
        assertThat(restart("app.log", one)).containsExactly("2", "3", "4");
        assertThat(counts.rotations()).isEqualTo(1);
        assertThat(counts.generationsMissed()).isZero();
    }

    @Test
    void fileThatWasCompressedOutOfTheGlobs_isReadToItsEnd_beforeItsSuccessor() throws IOException {
        append("app.log", FIRST + "2\n");
        FilePosition one = start("app.log").get(0);
        Files.write(dir.resolve("app-2026-03-04.log.gz"), Packed.gzip(FIRST + "2\n3\n"));
        Files.delete(dir.resolve("app.log"));
        append("app.log", "4\n");
        Files.setLastModifiedTime(dir.resolve("app.log"), FileTime.from(now.minusSeconds(1000)));
        assertThat(restart("app.log", one)).containsExactly("2", "3", "4");
        assertThat(counts.generationsMissed()).isZero();
    }

    @Test
    void fileThatWasCopiedAndCut_isReadToItsEnd() throws IOException {
        append("app.log", FIRST + "2\n");
        FilePosition one = start("app.log").get(0);
        Files.copy(dir.resolve("app.log"), dir.resolve("app.log.1"));
        Files.writeString(dir.resolve("app.log"), "3\n");
        assertThat(restart("app.log", one)).containsExactly("2", "3");
        assertThat(counts.truncations()).isEqualTo(1);
        assertThat(counts.generationsMissed()).isZero();
    }

    @Test
    void fileThatIsFoundNowhere_isCounted() throws IOException {
        append("app.log", FIRST);
        append("other.log", FIRST);
        FilePosition one = start("app.log").get(0);
        Files.delete(dir.resolve("app.log"));
        append("app-error.log", "not a copy, though named like it, and longer than what was read of the other\n");
        assertThat(restart("app.log", one)).isEmpty();
        assertThat(counts.generationsMissed()).isEqualTo(1);
    }

    @Test
    void gzip_isReadOnInItsMiddle_andNotAgainWhereItWasReadThrough() throws IOException {
        Files.write(dir.resolve("a.gz"), Packed.gzip(FIRST + "2\n3\n"));
        List<FilePosition> positions = start("a.gz");
        assertThat(restart("a.gz", positions.get(0))).containsExactly("2", "3");
        assertThat(lines).extracting(RawLine::after).containsExactlyElementsOf(positions.subList(1, 3));
        assertThat(restart("a.gz", positions.get(2))).isEmpty();
        assertThat(counts.bytes()).isZero();
        assertThat(counts.openFiles()).isZero();
    }

    @Test
    void fileOfAnotherDeviceNumber_isKnownAgain() throws IOException {
        append("app.log", "1\n2\n");
        FilePosition one = start("app.log").get(0);
        String moved = one.identity().replace("dev=", "dev=f");
        assertThat(restart("app.log", FilePosition.of(moved, one.file(), one.offset(), one.line())))
                .containsExactly("2");
    }

    @Test
    void oldFile_isReadOnlyWithAPosition() throws IOException {
        append("a.log", "1\n2\n");
        append("b.log", "3\n");
        FilePosition one = start("a.log").get(0);
        for (String name : List.of("a.log", "b.log")) {
            Files.setLastModifiedTime(dir.resolve(name), FileTime.from(now.minusSeconds(100)));
        }
        assertThat(read("*.log", List.of(one), now.minusSeconds(50))).containsExactly("2");
    }

    @Test
    void ofALargeFile_onlyTheBeginningIsCompared_andItsCopiesAreStillKnown() throws IOException {
        String large = numbered("a line of a log of more than a mebibyte", 30_000);
        append("app.log", large);
        FilePosition last = start("app.log*").get(29_999);
        append("app.log", "more\n");
        try (FileSource source = source("app.log*", List.of(last), null)) {
            assertThat(poll(source)).containsExactly("more");
            assertThat(source.counts().bytes()).isEqualTo(5);
            Files.write(dir.resolve("app.log.1.gz"), Packed.gzip(large + "more\nunread\n"));
            Files.delete(dir.resolve("app.log"));
            assertThat(poll(source)).containsExactly("unread");
        }
    }

    @Test
    void lineReadInPart_goesWithTheCopyOfItsFile_andIsOneLine() throws IOException {
        try (FileSource source = source("app.log*", List.of(), null)) {
            append("app.log", FIRST + "ha");
            poll(source);
            String generation = lines.get(0).position().generation();
            append("app.log", "lf\n");
            Files.copy(dir.resolve("app.log"), dir.resolve("app.log.1"));
            age("app.log.1", 10);
            Files.writeString(dir.resolve("app.log"), "new, and longer than all that was there before: " + FIRST);
            assertThat(poll(source)).hasSize(2).startsWith("half");
            assertThat(lines.get(0).position().generation()).isEqualTo(generation);
            assertThat(lines.get(0).position().offset()).isEqualTo(FIRST.length() + 5);
        }
    }

    @Test
    void generations_areThoseStillFollowed() throws IOException {
        append("a.log", "1\n");
        FilePosition one = start("*.log").get(0);
        try (FileSource source = source("*.log", List.of(one), null)) {
            assertThat(source.generations()).isEmpty();
            append("b.log", "2\n");
            poll(source);
            assertThat(source.generations())
                    .containsExactlyInAnyOrder(
                            one.generation(), lines.get(0).position().generation());
            Files.writeString(dir.resolve("a.log"), "other\n");
            poll(source);
            assertThat(source.generations()).hasSize(2).doesNotContain(one.generation());
        }
    }

    @Test
    void positionOfTheLastLine_isTheWholeFile_forPlainAndGzipAlike() throws IOException {
        String text = numbered("line", 1000);
        append("app.log", text);
        Files.write(dir.resolve("b.gz"), Packed.gzip(text));
        FilePosition plain = start("app.log").get(999);
        FilePosition compressed = start("b.gz").get(999);
        assertThat(plain.offset()).isEqualTo(text.length());
        assertThat(compressed.offset()).isEqualTo(plain.offset());
        assertThat(compressed.checksum()).isEqualTo(plain.checksum()).isEqualTo(crc(text));
        assertThat(FilePosition.of(plain.identity(), plain.file(), plain.offset(), plain.line()))
                .isEqualTo(plain);
    }

    private static int crc(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Checksum.of(bytes, bytes.length);
    }

    private List<FilePosition> start(String glob) throws IOException {
        read(glob, List.of(), null);
        return lines.stream().map(RawLine::after).toList();
    }

    private List<String> restart(String glob, FilePosition... resume) throws IOException {
        return read(glob, Stream.of(resume).toList(), null);
    }

    private List<String> read(String glob, List<FilePosition> resume, @Nullable Instant notBefore) throws IOException {
        try (FileSource source = source(glob, resume, notBefore)) {
            List<String> texts = poll(source);
            counts = source.counts();
            return texts;
        }
    }

    private FileSource source(String glob, List<FilePosition> resume, @Nullable Instant notBefore) {
        return new FileSource("app", FileSpec.of(List.of(dir + "/" + glob), 1000), notBefore, resume, () -> now);
    }

    private List<String> poll(FileSource source) throws IOException {
        lines.clear();
        while (source.read(1000, lines::add) > 0) {
            // to the end of all that is there
        }
        return lines.stream().map(RawLine::text).toList();
    }

    private void age(String name, int minutes) throws IOException {
        Files.setLastModifiedTime(dir.resolve(name), FileTime.from(now.minusSeconds(60L * minutes)));
    }

    private static String numbered(String word, int count) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i -> text.append(word).append(' ').append(i).append('\n'));
        return text.toString();
    }

    private void append(String name, String text) throws IOException {
        Files.write(dir.resolve(name), text.getBytes(UTF_8), CREATE, APPEND);
    }

    private void move(String from, String to) throws IOException {
        Files.move(dir.resolve(from), dir.resolve(to));
    }
}
