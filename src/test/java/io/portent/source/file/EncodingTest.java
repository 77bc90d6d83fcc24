package io.portent.source.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EncodingTest {
    private static final List<Charset> ALL = List.of(UTF_8, UTF_16LE, UTF_16BE, ISO_8859_1);
    /** Their bytes hold 0x0a and 0x0d, in both orders. */
    private static final String TRICKY = "a\u0a0a\u0d0a\u0a0d\u0a00\u0000\ud83d\udd25ü";

    @TempDir
    private Path dir;

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** Written in pieces that part characters, read in between; the half lines wait. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void linesOfAnyEncoding_areThoseOfTheText(int seed) throws IOException {
        Random random = new Random(seed);
        Charset charset = ALL.get(random.nextInt(ALL.size()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            expected.add(line(random, charset));
        }
        String text = String.join(random.nextBoolean() ? "\n" : "\r\n", expected) + "\n";
        boolean marked = !charset.equals(ISO_8859_1) && random.nextBoolean();
        byte[] bytes = ((marked ? "\ufeff" : "") + text).getBytes(charset);
        Path of = Files.createDirectories(dir.resolve("s" + seed));
        Charset told =
                marked ? List.of(UTF_8, UTF_16, charset).get(charset.equals(UTF_8) ? 0 : random.nextInt(3)) : charset;
        try (Followed log = new Followed(of, Followed.in(told, of, "*.log"), null)) {
            List<String> read = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int next = Math.min(bytes.length, at + Math.max(at == 0 ? 2 : 1, random.nextInt(80)));
                log.append("a.log", Arrays.copyOfRange(bytes, at, next));
                at = next;
                read.addAll(log.poll());
                if (random.nextInt(10) == 0 && !log.lines.isEmpty()) {
                    log.restart(log.last());
                }
            }
            assertThat(read).as("seed %d, %s", seed, charset).isEqualTo(expected);
            assertThat(log.last().position().offset()).isEqualTo(bytes.length);
        }
    }

    private static String line(Random random, Charset charset) {
        StringBuilder line = new StringBuilder("l");
        String from = charset.equals(ISO_8859_1) ? "abc äöü\u00ff" : TRICKY;
        int points = from.codePointCount(0, from.length());
        for (int i = random.nextInt(60); i > 0; i--) {
            line.appendCodePoint(from.codePointAt(from.offsetByCodePoints(0, random.nextInt(points))));
        }
        return line.append('.').toString();
    }

    @Test
    void withoutAMark_utf16_hasItsBigEndFirst() throws IOException {
        try (Followed log = new Followed(dir, Followed.in(UTF_16, dir, "*.log"), null)) {
            log.append("a.log", "eins\nzwei\n".getBytes(UTF_16BE));
            log.append("b.log", "\ufeffdrei\n".getBytes(UTF_16LE));
            assertThat(log.poll()).containsExactlyInAnyOrder("eins", "zwei", "drei");
        }
    }

    @Test
    void halfACharacter_isNoHalfLine() throws IOException {
        try (Followed log = new Followed(dir, Followed.in(UTF_16LE, dir, "*.log"), null)) {
            log.append("a.log", "ab".getBytes(UTF_16LE));
            log.append("a.log", new byte[] {'\n'});
            log.poll();
            log.now = log.now.plusSeconds(10);
            assertThat(log.poll()).containsExactly("ab");
            log.append("a.log", new byte[] {0});
            assertThat(log.poll()).containsExactly("");
        }
    }

    @Test
    void limitOfALine_fallsBetweenTwoCharacters() throws IOException {
        FileSpec spec = new FileSpec(Followed.globs(dir, "*.log"), List.of(), UTF_16LE, 5);
        try (Followed log = new Followed(dir, spec, null)) {
            log.append("a.log", "abcdef\nab\n".getBytes(UTF_16LE));
            assertThat(log.poll()).containsExactly("ab", "ab");
            assertThat(log.source().counts().skippedBytes()).isEqualTo(8);
        }
    }

    @Test
    void compressedFiles_haveTheEncodingToo() throws IOException {
        try (Followed log = new Followed(dir, Followed.in(ISO_8859_1, dir, "*"), null)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream packing = Packed.XZ.open(out)) {
                packing.write("Grüße\n".getBytes(ISO_8859_1));
            }
            log.append("a.xz", out.toByteArray());
            assertThat(log.poll()).containsExactly("Grüße");
        }
    }

    @Test
    void otherEncodings_areRefused() {
        assertThatThrownBy(() -> Encoding.of(StandardCharsets.US_ASCII)).isInstanceOf(IllegalArgumentException.class);
    }
}
