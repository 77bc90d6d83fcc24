package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int SHORT = 8_192;

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

    /** What stands inside of a line that is read, where readers look for the next quote, equals sign or bracket. */
    static Stream<List<String>> insides() {
        List<List<String>> insides = new ArrayList<>();
        List<String> pieces = List.of(
                "a, ",
                "a=1, ",
                ", ",
                "a=b ",
                "a=\"b\" ",
                "a=\"",
                "a='",
                "=",
                "a=",
                "\\\"",
                "\\",
                "x ",
                "[a]",
                "][a b=\"c\"",
                " ",
                "a\"b ",
                "#012",
                "#012\tat java.a",
                "#012a)",
                "- ",
                " - ",
                "] ",
                "} ",
                ": ",
                ":  ",
                "a:",
                "1.5 ",
                "12ms ",
                "a@b ",
                ",");
        for (String[] around : new String[][] {
            {"LOGBACK", "%p [%X] %m%n", "INFO [", "] m"},
            {"LOGBACK", "%p [%kvp] %m%n", "INFO [", "] m"},
            {"LOGBACK", "%p %m [%X] [%kvp] [%t]%n", "INFO m [", "] [a=\"b\"] [t]"},
            {"LOG4J", "%p %m %X%n", "INFO m {", "}"},
            {"LOG4J", "%p{WARN=Oh no} %notEmpty{[%marker] }%equals{%t}{main}{} %m%n", "Oh no [", "] main m"},
            {"PATTERN", "<Level>: (<A> )?<Content> - <B>", "INFO: ", " - x"},
            {"KLOG", null, "E0305 10:11:14.345678       1 pod.go:7] \"x\" ", "a=1"},
            {"KLOG", null, "E0305 10:11:14.345678       1 pod.go:7] \"", "\" a=\"b\""},
            {"SYSLOG", null, "<11>1 2024-03-05T10:11:12.003Z web1 shop 42 - [o a=\"", "\"] m"},
            {"SYSLOG", null, "<11>1 2024-03-05T10:11:12.003Z web1 shop 42 - [o ", "] m"},
            {"SYSLOG", null, "<11>1 2024-03-05T10:11:12.003Z web1 shop 42 - [o a=\"b\"]", " m"},
            {"SYSLOG", null, "<11>Mar  5 10:11:12 web1 shop[42]: ", ""},
            {"SYSLOG", null, "<11>Mar  5 10:11:12 web1 ", ""},
            {"ACCESS", null, "192.0.2.10 - ann [05/Mar/2024:10:11:12 +0000] \"GET /", " HTTP/1.1\" 200 612"},
            {"ACCESS", null, "192.0.2.10 - ann [05/Mar/2024:10:11:12 +0000] \"GET / HTTP/1.1\" 200 612 ", ""},
            {"POSTGRES", null, "2024-03-05 10:11:13.345 CET [42] ", "ERROR:  x"},
            {"POSTGRES", null, "2024-03-05 10:11:13.345 CET [42] LOG:  duration: ", " ms"},
            {"POSTGRES", null, "2024-03-05 10:11:13.345 UTC,\"", "\",,,,,,,,,,ERROR,,\"x\""},
            {"POSTGRES", null, "2024-03-05 10:11:13.345 UTC,,,,,,,,,,,ERROR,,\"", "\",,"},
            {"LOGFMT", null, "time=2024-03-05T10:11:12Z level=info msg=\"", "\" a=b"},
            {"LOGFMT", null, "time=2024-03-05T10:11:12Z level=info ", " a=b"},
            {"JSON", null, "{\"level\":\"INFO\",\"message\":\"m\",\"error\":{\"stack_trace\":\"", "\"}}"}
        }) {
            for (String piece : pieces) {
                insides.add(Arrays.asList(around[0], around[1], around[2], piece, around[3]));
            }
        }
        return insides.stream();
    }

    @ParameterizedTest
    @MethodSource("insides")
    void whatStandsInside_takesStepsInProportion(List<String> around) {
        FormatKind kind = FormatKind.valueOf(around.get(0));
        proportional(
                around.toString(),
                new HostileLines.Format(kind, around.get(1), List.of(), 100),
                length -> around.get(2) + HostileLines.filled(around.get(3), length) + around.get(4));
    }

    @ParameterizedTest
    @EnumSource
    void aMebibyte_isReadToItsEnd(FormatKind kind) {
        HostileLines.Format format = HostileLines.Format.of(kind);
        String[] lines = HostileLines.SIGNS.stream()
                .map(piece -> HostileLines.filled(piece, 1 << 20))
                .toArray(String[]::new);

        assertThat(WORK.parse(kind, format.pattern(), lines))
                .isLessThan((long) format.most() * (1 << 20) * lines.length);
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
            for (int line = 0; line < (i == 0 ? 1_200 : 4_800); line++) {
                lines.add(headAndFrame.get(1));
            }
            steps[i] = WORK.parse(FormatKind.AUTO, null, lines.toArray(new String[0]));
        }
        // So many lines join a record, and each of the others is tried with all formats.
        assertThat(steps[1]).isLessThan(2 * FACTOR * steps[0]);
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
        HostileLines.Format raw = HostileLines.Format.of(FormatKind.RAW);
        long less = WORK.parse(raw.kind(), null, times(10));

        assertThat(WORK.parse(raw.kind(), null, times(10 * FACTOR)))
                .as("so many lines, each so much longer")
                .isGreaterThan(3 * FACTOR * less);
    }

    /** So many lines of so many words. */
    private static String[] times(int count) {
        return Stream.generate(() -> "word ".repeat(100 * count)).limit(count).toArray(String[]::new);
    }
}
