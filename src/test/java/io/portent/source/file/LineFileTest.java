package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LineFileTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    @TempDir
    private Path dir;

    @Test
    void linesCarryWhereTheyStood() throws IOException {
        Path file = write("app.log", "one\ntwo\n".getBytes(UTF_8));
        try (LineFile lines = LineFile.open(file, "app", 100, CLOCK)) {
            RawLine one = Objects.requireNonNull(lines.next());
            assertThat(one.text()).isEqualTo("one");
            assertThat(one.origin()).isEqualTo(new Origin("app", file.toString(), 1));
            assertThat(one.arrival()).isEqualTo(NOW);
            RawLine two = Objects.requireNonNull(lines.next());
            assertThat(two.origin().line()).isEqualTo(2);
            assertThat(two.after()).as("nobody follows it").isNull();
            assertThat(lines.next()).isNull();
            assertThat(lines.next()).isNull();
            assertThat(lines.position()).isEqualTo(8);
        }
    }

    @Test
    void linesOfAnOldFile_sayWhenItWasLastWrittenTo() throws IOException {
        Instant modified = Instant.parse("2005-06-09T06:06:20Z");
        Path file = write("old.log", "one\n".getBytes(UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(modified));
        try (LineFile lines = LineFile.open(file, "app", 100, CLOCK)) {
            assertThat(Objects.requireNonNull(lines.next()).written()).isEqualTo(modified);
        }
    }

    @Test
    void lastLineWithoutNewline_isALine() throws IOException {
        assertThat(read("one\ntwo".getBytes(UTF_8), 100)).containsExactly("one", "two");
        assertThat(read("\n\n".getBytes(UTF_8), 100)).containsExactly("", "");
        assertThat(read(new byte[0], 100)).isEmpty();
    }

    @Test
    void carriageReturnAndByteOrderMark_areNotText() throws IOException {
        assertThat(read("\uFEFFone\r\ntw\ro\r\n\uFEFFthree\r\n".getBytes(UTF_8), 100))
                .containsExactly("one", "tw\ro", "\uFEFFthree");
    }

    @Test
    void binaryAndBrokenUtf8_becomeReplacementCharacters() throws IOException {
        byte[] bytes = {'a', 0, (byte) 0xff, 'b', '\n', (byte) 0xc3, '\n', (byte) 0xc3, (byte) 0xa9, '\n'};
        assertThat(read(bytes, 100)).containsExactly("a\u0000\uFFFDb", "\uFFFD", "é");
    }

    @Test
    void longLine_keepsItsBeginning_andTheRestIsCounted() throws IOException {
        Path file = write("app.log", "12345\n123456\n1234567890\nok\n123456789".getBytes(UTF_8));
        try (LineFile lines = LineFile.open(file, "app", 5, CLOCK)) {
            assertThat(texts(lines)).containsExactly("12345", "12345", "12345", "ok", "12345");
            assertThat(lines.counts().longLines()).isEqualTo(3);
            assertThat(lines.counts().skippedBytes()).isEqualTo(1 + 5 + 4);
            assertThat(lines.counts().lines()).isEqualTo(5);
            assertThat(lines.counts().bytes()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void gzip_isToldByItsBytesAndNotItsName_andMembersFollowEachOther() throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(Packed.gzip("one\ntw"));
        both.write(Packed.gzip("o\nthree"));
        assertThat(read(both.toByteArray(), 100)).containsExactly("one", "two", "three");
        Path plain = write("plain.gz", "one\n".getBytes(UTF_8));
        try (LineFile lines = LineFile.open(plain, "app", 100, CLOCK)) {
            assertThat(texts(lines)).containsExactly("one");
        }
    }

    @Test
    void gzipCutShort_givesItsWholeLinesFirst() throws IOException {
        StringBuilder text = new StringBuilder();
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextLong()).append('\n');
        }
        byte[] whole = Packed.gzip(text.toString());
        Path file = write("cut.gz", Arrays.copyOf(whole, whole.length / 2));
        List<String> seen = new ArrayList<>();
        try (LineFile lines = LineFile.open(file, "app", 100, CLOCK)) {
            assertThatThrownBy(() -> {
                        for (RawLine line = lines.next(); line != null; line = lines.next()) {
                            seen.add(line.text());
                        }
                    })
                    .isInstanceOf(EOFException.class);
        }
        assertThat(seen).hasSizeGreaterThan(5000);
        assertThat(text.toString()).startsWith(String.join("\n", seen) + "\n");
    }

    @Test
    void missingFile_isAnIoException() {
        assertThatThrownBy(() -> LineFile.open(dir.resolve("no.log"), "app", 100, CLOCK))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** Lines longer and shorter than the chunk, against String.split. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void linesAcrossChunks_areThoseOfTheText(int seed) throws IOException {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(10) == 0 ? random.nextInt(300_000) : random.nextInt(300);
            expected.add("é".repeat(length / 2) + "x".repeat(length % 2) + i);
        }
        byte[] bytes = (String.join("\r\n", expected) + "\n").getBytes(UTF_8);
        assertThat(read(bytes, 1 << 20)).as("seed %d", seed).isEqualTo(expected);
        assertThat(read(Packed.gzip(new String(bytes, UTF_8)), 1 << 20))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    @Test
    void hundredMegabytesWithoutNewline_needNoMemory() throws IOException {
        Path file = dir.resolve("endless.log");
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
            out.write("\nnext\n".getBytes(UTF_8));
        }
        try (LineFile lines = LineFile.open(file, "app", 64 * 1024, CLOCK)) {
            assertThat(texts(lines)).containsExactly("x".repeat(64 * 1024), "next");
            assertThat(lines.counts().skippedBytes()).isEqualTo(100L * (1 << 20) - 64 * 1024);
        }
    }

    private List<String> read(byte[] bytes, int maxLineBytes) throws IOException {
        try (LineFile lines = LineFile.open(write("file", bytes), "app", maxLineBytes, CLOCK)) {
            return texts(lines);
        }
    }

    private static List<String> texts(LineFile lines) throws IOException {
        List<String> texts = new ArrayList<>();
        for (RawLine line = lines.next(); line != null; line = lines.next()) {
            texts.add(line.text());
        }
        return texts;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }
}
