package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.counted.CountedText;
import io.portent.counted.Steps;
import io.portent.rule.KillBanner;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every regular expression that may see the text of a log is known here, and takes steps in proportion to the text. */
class RegularExpressionsTest {
    /** Packages whose code is given texts of logs. */
    private static final List<String> SEEING_LOGS =
            List.of("event", "parse", "window", "codec", "rule", "pipeline", "source", "drift", "dataset");

    private static final Pattern USE = Pattern.compile(
            "\\bPattern\\.compile\\(|\\.replaceAll\\(\"|\\.replaceFirst\\(|\\.split\\(\"|\\.matches\\(\"");

    /** The expression of an administrator; the two that {@link BoundedWorkTest} counts within their formats; that of the rules, below. */
    private static final List<String> KNOWN = List.of(
            "parse/PostgresFormat.java .split(\"",
            "parse/BoundedRegex.java Pattern.compile(",
            "parse/BoundedRegex.java Pattern.compile(",
            "parse/SyslogData.java .replaceAll(\"",
            "rule/KillBanner.java Pattern.compile(");

    /** These see texts of our own, of the configuration or of the command line; the last a number that is shown, cut before. */
    private static final List<String> OWN = List.of(
            "parse/StateWords.java",
            "parse/LevelOptions.java",
            "parse/Cluster.java",
            "source/file/ReadPart.java",
            "source/file/FileGlob.java",
            "codec/series/SeriesOptions.java",
            "codec/series/Numeral.java");

    @Test
    void noOtherExpressionSeesLogs() throws IOException {
        List<String> found = new ArrayList<>();
        Path root = Path.of("src", "main", "java", "io", "portent");
        for (String part : SEEING_LOGS) {
            try (Stream<Path> files = Files.walk(root.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = root.relativize(file).toString();
                    Matcher use = USE.matcher(Files.readString(file));
                    while (!OWN.contains(name) && use.find()) {
                        found.add(name + " " + use.group());
                    }
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(KNOWN);
    }

    static List<String> pieces() {
        return List.of(
                "oom",
                "oom-",
                "oom_oom ",
                "out of memory: ",
                "out of memory: kill ",
                "killed ",
                "terminating due to ",
                "segmentation ",
                "core ",
                "received ",
                "caught signal ",
                "received signal sig",
                "back-off ",
                "started ",
                "started x in ",
                "started x in y ",
                "started in ",
                "in ",
                "starting ",
                "starting x ",
                "starting x y using ",
                "starting using ",
                "using java",
                "main process ",
                "x",
                " ",
                "s",
                "sig",
                "\u212a");
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void bannersOfKilledProcesses_areLookedForInStepsInProportion(String piece) throws ReflectiveOperationException {
        Field field = KillBanner.class.getDeclaredField("WORDS");
        field.setAccessible(true);
        Pattern words = (Pattern) field.get(null);

        for (String start : List.of("", "started ", "starting ")) {
            for (String end : List.of("", " in", " using jav", " in x second")) {
                long less = steps(words, start + HostileLines.filled(piece, 16_384) + end);
                long more = steps(words, start + HostileLines.filled(piece, 65_536) + end);

                assertThat(more)
                        .as("'%s' in '%s…%s'", piece, start, end)
                        .isLessThan(5 * less)
                        .isLessThan(100L * 65_536);
            }
        }
    }

    @Test
    void anExpressionThatGoesBackAndForth_isNoticed() {
        Pattern careless = Pattern.compile("a+b");
        assertThat(steps(careless, "a".repeat(4_096))).isGreaterThan(5 * steps(careless, "a".repeat(1_024)));
    }

    private static long steps(Pattern pattern, String text) {
        Steps.take();
        boolean found = pattern.matcher(new CountedText(text)).find();
        long steps = Steps.take();
        return found ? Math.max(steps, 1) : steps;
    }
}
