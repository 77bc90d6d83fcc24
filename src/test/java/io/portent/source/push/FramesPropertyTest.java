package io.portent.source.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lines and messages, cut into random pieces, against a model that sees them whole. */
final class FramesPropertyTest {
    private static final int SEEDS = 500;
    private static final int MAX_LINE_BYTES = 30;
    private static final String LETTERS = "ab1 9<>\t:é灯\r0";

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private final List<String> expected = new ArrayList<>();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private long bytes;
    private long skipped;

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(4) == 0 ? random.nextInt(longest) : random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** What is left of a line by the rules, if anything. */
    private void expect(String line, int newline) {
        byte[] all = line.getBytes(UTF_8);
        int kept = Math.min(all.length, MAX_LINE_BYTES);
        String text = new String(all, 0, kept, UTF_8).replaceFirst("[\r\0]+$", "");
        if (!text.isEmpty() || all.length > kept) {
            expected.add(text);
            bytes += all.length + newline;
            skipped += all.length - kept;
        }
    }

    private void line(String line) {
        stream.writeBytes((line + "\n").getBytes(UTF_8));
        expect(line, 1);
    }

    /** Of several lines; each is one. */
    private void counted(String message) {
        byte[] all = message.getBytes(UTF_8);
        stream.writeBytes((all.length + " ").getBytes(UTF_8));
        stream.writeBytes(all);
        String[] lines = message.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            expect(lines[i], i < lines.length - 1 ? 1 : 0);
        }
    }

    private void check(Frames frames, Random random, int seed) {
        List<Cut> cuts = new ArrayList<>();
        byte[] all = stream.toByteArray();
        for (int at = 0; at < all.length; ) {
            int length = Math.min(all.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 200));
            byte[] chunk = new byte[length + 7];
            System.arraycopy(all, at, chunk, 5, length);
            frames.take(chunk, 5, 5 + length, cuts::add);
            at += length;
        }
        frames.end(cuts::add);
        assertThat(cuts).extracting(Cut::text).as("seed %s", seed).containsExactlyElementsOf(expected);
        assertThat(cuts.stream().mapToLong(Cut::bytes).sum())
                .as("seed %s", seed)
                .isEqualTo(bytes);
        assertThat(cuts.stream().mapToLong(Cut::skipped).sum())
                .as("seed %s", seed)
                .isEqualTo(skipped);
        assertThat(frames.isHalf()).as("seed %s", seed).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lines_areCutAtTheirNewlines(int seed) {
        Random random = new Random(seed);
        for (int i = random.nextInt(30); i > 0; i--) {
            line(text(random, 100));
        }
        if (random.nextBoolean()) {
            String half = text(random, 100);
            stream.writeBytes(half.getBytes(UTF_8));
            expect(half, 0);
        }
        check(new LineFrames(MAX_LINE_BYTES, new HalfLines(MAX_LINE_BYTES)), random, seed);
    }

    /** Both framings in turns: nobody sends so, but so it shows that neither takes a byte of the other. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void messages_areCounted_orEndWithANewline(int seed) {
        Random random = new Random(seed);
        for (int i = random.nextInt(30); i > 0; i--) {
            String text = "<" + random.nextInt(192) + ">" + text(random, 100);
            switch (random.nextInt(4)) {
                case 0 -> line(text);
                case 1 -> line(text(random, 100).replaceFirst("^[1-9]+ <", "x"));
                case 2 -> counted(text + "\n\tat " + text(random, 40));
                default -> counted(text);
            }
        }
        check(new SyslogFrames(MAX_LINE_BYTES, new HalfLines(MAX_LINE_BYTES)), random, seed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12 monkeys\\n                   | 12 monkeys",
                "123456789012345 <1>a\\n         | 123456789012345 <1>a",
                "0 <1>a\\n                       | 0 <1>a",
                "7\\n                            | 7",
                "7 \\n<1>a\\n                    | 7 ;<1>a",
                "2024-03-05 10:11:12 <x>\\n      | 2024-03-05 10:11:12 <x>",
                "4 <1>a4 <2>b                    | <1>a;<2>b",
                "5 <1>a\\n5 <2>b\\n              | <1>a;<2>b",
                "999999999 <1>never whole        | <1>never whole",
                "<1>a\\n4 <2>b<3>c\\n            | <1>a;<2>b;<3>c",
            })
    void whatIsNoCount_isALine(String sent, String lines) {
        List<String> cuts = new ArrayList<>();
        byte[] bytes = sent.replace("\\n", "\n").getBytes(UTF_8);
        SyslogFrames frames = new SyslogFrames(100, new HalfLines(100));
        for (byte one : bytes) {
            frames.take(new byte[] {one}, 0, 1, cut -> cuts.add(cut.text()));
        }
        frames.end(cut -> cuts.add(cut.text()));
        assertThat(String.join(";", cuts)).isEqualTo(lines);
    }

    @Test
    void aLineThatFoundNoRoom_staysCutOff_thoughThereIsRoomAgain() {
        HalfLines room = new HalfLines(1);
        LineFrames large = new LineFrames(1 << 24, room);
        LineFrames other = new LineFrames(1 << 24, room);
        byte[] all = new byte[4 << 20];
        Arrays.fill(all, (byte) 'x');
        List<Cut> cuts = new ArrayList<>();
        large.take(all, 0, all.length, cuts::add);
        other.take("begin".getBytes(UTF_8), 0, 5, cuts::add);
        large.end(cuts::add);
        other.take(" end\n".getBytes(UTF_8), 0, 5, cuts::add);
        assertThat(cuts.get(1)).isEqualTo(new Cut("", 10, 9));
    }

    @Test
    void halfLinesOfMany_haveABoundTogether_andTheirRestIsSkipped() {
        HalfLines room = new HalfLines(1);
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) 'x');
        List<Cut> cuts = new ArrayList<>();
        List<LineFrames> many = IntStream.range(0, 6)
                .mapToObj(i -> new LineFrames(1 << 24, room))
                .toList();
        many.forEach(frames -> frames.take(megabyte, 0, megabyte.length, cuts::add));
        assertThat(cuts).isEmpty();
        many.forEach(frames -> frames.end(cuts::add));
        assertThat(cuts)
                .extracting(cut -> cut.text().length())
                .containsExactly(1 << 20, 1 << 20, 1 << 20, 1 << 20, 0, 0);
        assertThat(cuts.get(4).skipped()).isEqualTo(1 << 20);
        many.get(5).take(megabyte, 0, megabyte.length, cuts::add);
        many.get(5).end(cuts::add);
        assertThat(cuts).as("what the others had is free again").hasSize(7);
        assertThat(cuts.get(6).skipped()).isZero();
    }
}
