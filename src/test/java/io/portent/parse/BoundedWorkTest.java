package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However hostile a line is, the work it makes grows in proportion to its length. Steps are counted, not time: each call, each turn
 * of a loop, each character that a method of String or a regular expression looks at.
 */
class BoundedWorkTest {
    private static final ParseWork WORK = new ParseWork();
    /** Limits on tries and fields are reached below this length, and what they let through is linear. */
    private static final int SHORT = 16_384;

    private static final int FACTOR = 4;

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    /** A line of a format in which a piece of its own is repeated: what makes careless readers go back and forth. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aRepeatedPiece_takesStepsInProportion(long seed) {
        Random random = new Random(seed);
        HostileLines.Format format = HostileLines.FORMATS.get(random.nextInt(HostileLines.FORMATS.size()));
        HostileLines.Repeated line = HostileLines.repeated(format, random);

        proportional("seed " + seed, format, line::of);
    }

    interface OfLength {
        String of(int length);
    }

    private static void proportional(String which, HostileLines.Format format, OfLength line) {
        String one = line.of(SHORT);
        long less = WORK.parse(format.kind(), format.pattern(), one);
        long more = WORK.parse(format.kind(), format.pattern(), line.of(FACTOR * SHORT));

        assertThat(more)
                .as("%s, %s: steps of %.200s", which, format, one)
                .isLessThan((long) (1.3 * FACTOR * less) + 20L * SHORT)
                .isLessThan((long) format.most() * FACTOR * SHORT);
    }

    static List<HostileLines.Format> formats() {
        return HostileLines.FORMATS;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void signsWithoutEnd_takeStepsInProportion(HostileLines.Format format) {
        for (String piece : HostileLines.SIGNS) {
            for (String start : format.starts()) {
                proportional(start + piece, format, length -> start + HostileLines.filled(piece, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMebibyte_isReadToItsEnd(FormatKind kind) {
        HostileLines.Format format = HostileLines.Format.of(kind);
        String[] lines = HostileLines.SIGNS.stream()
                .map(piece -> HostileLines.filled(piece, 1 << 20))
                .toArray(String[]::new);

        assertThat(WORK.parse(kind, format.pattern(), lines)).isLessThan((long) format.most() * (1 << 20) * lines.length);
    }

    static Stream<List<String>> traces() {
        List<List<String>> traces = new ArrayList<>();
        for (String head : List.of(
                "a.BException: c",
                "Traceback (most recent call last):",
                "panic: no",
                "Exception in thread \"main",
                "Unhandled exception. ",
                "x")) {
            for (String frame : List.of(
                    "\tat java.a",
                    "\tat java.a/b(",
                    "  File \"/usr/lib/python3/a",
                    "  File \"a\", line",
                    "goroutine 1",
                    "a.b(c",
                    "Caused by: ",
                    "Caused by: (Inner Exception",
                    "Exception in thread \"",
                    " ---> ",
                    "\tSuppressed: a",
                    "")) {
                traces.add(List.of(head, frame));
            }
        }
        return traces.stream();
    }

    /** A trace in one field: two thousand lines are looked at, and no line of them more than once. */
    @ParameterizedTest
    @MethodSource("traces")
    void traceInOneField_takesStepsInProportion(List<String> headAndFrame) {
        HostileLines.Format format = HostileLines.Format.of(FormatKind.JSON);
        String start = "{\"level\":\"ERROR\",\"message\":\"m\",\"stack_trace\":\"";
        String frame = headAndFrame.get(1).replace("\"", "\\\"").replace("\t", "\\t") + "\\n";
        String head = headAndFrame.get(0).replace("\"", "\\\"") + "\\n";

        proportional(
                headAndFrame.toString(),
                format,
                length -> start + head + HostileLines.filled(frame, length) + "x".repeat(length) + "\"}");
    }

    /** The same trace line by line. */
    @ParameterizedTest
    @MethodSource("traces")
    void traceOfManyLines_takesStepsInProportion(List<String> headAndFrame) {
        long[] steps = new long[2];
        for (int i = 0; i < 2; i++) {
            List<String> lines = new ArrayList<>(List.of("2024-03-05 10:11:12,345 ERROR a.B: m", headAndFrame.get(0)));
            for (int line = 0; line < (i == 0 ? 2_000 : 8_000); line++) {
                lines.add(headAndFrame.get(1));
            }
            steps[i] = WORK.parse(FormatKind.AUTO, null, lines.toArray(new String[0]));
        }
        assertThat(steps[1]).isLessThan((long) (1.3 * FACTOR * steps[0]) + 100_000);
    }

    /** Of a message a template sees so many characters and words, whatever its length. */
    @Test
    void aMessage_isMaskedInBoundedSteps() {
        for (String piece : HostileLines.SIGNS) {
            long less = WORK.mine(HostileLines.filled(piece, 1_024));
            long more = WORK.mine(HostileLines.filled(piece, 4_096));
            long most = WORK.mine(HostileLines.filled(piece, 1 << 16));

            assertThat(more).as(piece).isLessThan((long) (1.5 * FACTOR * less) + 20_000);
            assertThat(most).as(piece).isLessThan(2 * more);
        }
    }

    @Test
    void workThatGrowsWithTheSquare_isNoticed() {
        HostileLines.Format squared = HostileLines.Format.of(FormatKind.RAW);
        String line = HostileLines.filled("ab ", 64);

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                    String more = line.repeat(FACTOR);
                    long steps = WORK.parse(squared.kind(), null, line);
                    assertThat(WORK.parse(squared.kind(), null, repeated(more, FACTOR)))
                            .isLessThan((long) (1.3 * FACTOR * steps));
                })
                .isInstanceOf(AssertionError.class);
    }

    private static String[] repeated(String line, int times) {
        return Stream.generate(() -> line).limit(times).toArray(String[]::new);
    }
}
