package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Thrown;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines as programs write them, and the events that they are. A file has a head ({@code format}, perhaps {@code pattern},
 * {@code zone} and what {@code auto} must say; {@code auto: other} where the lines alone do not tell), then {@code --- lines},
 * {@code --- events} and {@code --- counts}.
 */
class GoldenParseTest {
    private static final Set<String> SECTIONS = Set.of("--- lines", "--- events", "--- counts");

    private record Golden(Map<String, String> head, List<String> lines, List<String> events, String counts) {}

    static List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(GoldenParseTest.class.getResource("golden"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void lines_areTheseEvents(String file) throws IOException {
        Golden golden = read(file);

        Parsed parsed = parse(golden, spec(golden.head, golden.head.get("format")));

        assertThat(parsed.events.stream().map(GoldenParseTest::written)).containsExactlyElementsOf(golden.events);
        assertThat(counts(parsed)).isEqualTo(golden.counts);
    }

    @ParameterizedTest
    @MethodSource("files")
    void auto_findsTheFormatByItself(String file) throws IOException {
        Golden golden = read(file);
        String said = golden.head.get("auto");
        FormatSpec spec = new FormatSpec(FormatKind.AUTO, null, zone(golden.head));

        Parsed parsed = parse(golden, spec);

        if ("other".equals(said)) {
            assertThat(parsed.parser.choice().toString()).doesNotContain("undecided");
            return;
        }
        assertThat(parsed.events.stream().map(GoldenParseTest::written)).containsExactlyElementsOf(golden.events);
        assertThat(counts(parsed)).isEqualTo(golden.counts);
        assertThat(parsed.parser.choice().toString()).isEqualTo(said);
    }

    private static Parsed parse(Golden golden, FormatSpec spec) {
        Parsed parsed = new Parsed(spec, true);
        golden.lines.forEach(parsed::accept);
        parsed.parser.flush(parsed.events::add);
        return parsed;
    }

    private static FormatSpec spec(Map<String, String> head, @Nullable String format) {
        FormatKind kind = FormatKind.valueOf(Objects.requireNonNull(format).toUpperCase(Locale.ROOT));
        return new FormatSpec(kind, head.get("pattern"), zone(head));
    }

    private static ZoneId zone(Map<String, String> head) {
        return ZoneId.of(head.getOrDefault("zone", "UTC"));
    }

    private static String counts(Parsed parsed) {
        ParseCounts counts = parsed.parser.counts();
        return counts.lines() + " lines, " + counts.parsed() + " parsed, " + counts.unparsed() + " unparsed, "
                + counts.filtered() + " filtered";
    }

    private static String written(LogEvent event) {
        Map<String, String> fields = new TreeMap<>(event.texts());
        event.numbers().forEach((name, number) -> fields.put(name, number.toString()));
        Thrown thrown = event.thrown();
        return event.time() + " " + event.severity() + " " + (event.logger().isEmpty() ? "-" : event.logger()) + " | "
                + event.message() + " | " + fields
                + (thrown == null ? "" : " | " + thrown.type() + " in " + thrown.frame());
    }

    private static Golden read(String file) throws IOException {
        Map<String, String> head = new HashMap<>();
        Map<String, List<String>> sections = new HashMap<>();
        String section = "";
        for (String line : Files.readAllLines(folder().resolve(file))) {
            if (SECTIONS.contains(line)) {
                section = line.substring(4);
            } else if (section.isEmpty()) {
                int colon = line.indexOf(": ");
                head.put(line.substring(0, colon), line.substring(colon + 2));
            } else {
                sections.computeIfAbsent(section, name -> new ArrayList<>()).add(line);
            }
        }
        return new Golden(
                head,
                sections.getOrDefault("lines", List.of()),
                sections.getOrDefault("events", List.of()),
                String.join("\n", sections.getOrDefault("counts", List.of())));
    }
}
