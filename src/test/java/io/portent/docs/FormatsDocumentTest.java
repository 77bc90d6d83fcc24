package io.portent.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portent.config.ConfigFile;
import io.portent.event.FilePosition;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/FORMATS.md has a section for each format, and the lines that it shows are read in the format that it says. */
class FormatsDocumentTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| `(\\{.+})` \\|$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern REAL =
            Pattern.compile("(?ms)^[^\n]*\\b[Rr]eal (?:lines?|ones?)\\b[^\n]*\n\n```(?:text)?\n(.*?)^```$");
    private static final Path GOLDENS = Path.of("src/test/resources/io/portent/goldens");

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/FORMATS.md"));
    }

    @ParameterizedTest
    @EnumSource
    void everyFormat_hasASection(FormatKind kind) throws IOException {
        List<String> named = HEADING.matcher(document())
                .results()
                .flatMap(heading -> Stream.of(heading.group(1).split(", ")))
                .toList();
        assertThat(named).contains(kind.name().toLowerCase(Locale.ROOT));
    }

    static List<List<String>> rows() throws IOException {
        return ROW.matcher(document())
                .results()
                .map(row -> List.of(row.group(1), row.group(2)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linesOfLibraries_areReadAsTheirs(List<String> row) {
        String title = row.get(0).equals("logstash-logback-encoder")
                ? "logstash"
                : row.get(0).equals("Elastic Common Schema") ? "ecs" : row.get(0);

        assertThat(chosen(List.of(row.get(1)))).isEqualTo("auto: json (" + title + ")");
    }

    @Test
    void realLines_wereWrittenByPrograms() throws IOException {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.walk(GOLDENS)) {
            for (Path file : files.filter(FormatsDocumentTest::isLog).toList()) {
                // Servers log the bytes that they are sent.
                logs.append(new String(Files.readAllBytes(file), UTF_8)).append('\n');
            }
        }
        List<String> real = REAL.matcher(document())
                .results()
                .flatMap(found -> found.group(1).lines())
                .toList();

        assertThat(real).hasSizeGreaterThan(15);
        assertThat(real).allSatisfy(line -> assertThat(logs).contains(line + "\n"));
    }

    static List<String> sources() throws IOException {
        return BLOCK.matcher(document())
                .results()
                .filter(block -> block.group(1).equals("yaml"))
                .flatMap(block -> alternatives(block.group(2)))
                .toList();
    }

    /** The last key of a block may stand there twice, {@code # or} between. */
    private static Stream<String> alternatives(String block) {
        int or = block.indexOf("# or\n");
        String first = or < 0 ? block : block.substring(0, or);
        int last = first.lastIndexOf('\n', first.length() - 2) + 1;
        return or < 0 ? Stream.of(block) : Stream.of(first, first.substring(0, last) + block.substring(or + 5));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void keysOfASource_areUnderstood(String keys) {
        String source = "sources:\n  - name: doc\n    files: [app.log]\n";
        String config = keys.startsWith("templates:") ? source + keys : source + keys.indent(4);

        assertThatCode(() -> ConfigFile.parse("FORMATS.md", config, Map.of())).doesNotThrowAnyException();
    }

    private static boolean isLog(Path file) {
        return Files.isRegularFile(file) && Stream.of(".txt", ".yaml", ".jsonl").noneMatch(file.toString()::endsWith);
    }

    static List<String> sections() {
        return List.of("access", "logfmt", "syslog", "postgres", "klog");
    }

    @ParameterizedTest
    @MethodSource("sections")
    void linesOfASection_areInItsFormat(String section) throws IOException {
        String document = document() + "\n## ";
        int from = document.indexOf("\n## " + section + "\n");
        String text = document.substring(from, document.indexOf("\n## ", from + 1) + 1);
        List<String> lines = BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).isEmpty())
                .flatMap(block -> block.group(2).lines())
                .toList();

        assertThat(lines).isNotEmpty();
        assertThat(chosen(lines)).isEqualTo("auto: " + section);
    }

    private static String chosen(List<String> lines) {
        LineParser parser = new LineParser(new FormatSpec(FormatKind.AUTO, null, ZoneOffset.UTC), true);
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            FilePosition after = new FilePosition("-", "-|", "-", 0, i + 1L, 0);
            parser.accept(
                    new RawLine(
                            lines.get(i), new Origin("doc", "-", i + 1L), Instant.parse("2024-03-05T12:00:00Z"), after),
                    events::add);
        }
        parser.flush(events::add);
        assertThat(events).isNotEmpty();
        assertThat(parser.counts().unparsed()).isZero();
        assertThat(parser.choice().read()).isEqualTo(lines.size());
        return parser.choice().format();
    }
}
