package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that programs have really written, and what becomes of them when bytes are changed, lost, doubled and mixed. */
class MutatedLinesTest {
    private static final int ROUNDS = 40;
    private static final List<String> LINES = lines();

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> goldens = Files.walk(Path.of("src", "test", "resources", "io", "portent", "goldens"))) {
            for (Path file : goldens.filter(MutatedLinesTest::isLog).sorted().toList()) {
                lines.addAll(Files.readString(file, StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList());
            }
            for (String sample : List.of("shop.json.gz", "shop.log.gz")) {
                lines.addAll(some(Path.of("sample-logs", "shop", sample)));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    private static boolean isLog(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && !name.equals("page.txt")
                && !name.endsWith(".yaml")
                && !name.endsWith(".jsonl");
    }

    private static List<String> some(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().limit(200).toList();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mutatedLines_areCountedOnceAndNeverThrow(long seed) {
        Random random = new Random(seed);
        HostileLines.Format format = HostileLines.FORMATS.get(random.nextInt(HostileLines.FORMATS.size()));
        String start = random.nextInt(5) == 0 ? "^[0-9{<\\[]" : null;
        FormatSpec spec = new FormatSpec(
                format.kind(),
                format.pattern(),
                ZoneId.of("Europe/Berlin"),
                new FormatOptions(FormatKind.AUTO, List.of(), start));
        Parsed parsed = new Parsed(spec, random.nextInt(4) > 0);
        TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
        int from = random.nextInt(LINES.size());
        for (int i = 0; i < ROUNDS; i++) {
            String line = LINES.get((from + i) % LINES.size());
            parsed.accept(random.nextInt(3) == 0 ? line : mutated(line, random));
            if (random.nextInt(20) == 0) {
                parsed.parser.flush(parsed.events::add);
            }
        }
        parsed.parser.flush(parsed.events::add);

        ParseCounts counts = parsed.parser.counts();
        assertThat(counts.lines()).as("seed %d, %s", seed, format).isEqualTo(ROUNDS);
        assertThat(counts.parsed()).as("seed %d, %s", seed, format).isGreaterThanOrEqualTo(parsed.events.size());
        assertThat(parsed.parser.heldFrom()).as("seed %d, %s", seed, format).isNull();
        for (LogEvent event : parsed.events) {
            assertThat(event.message()).as("seed %d, %s", seed, format).doesNotContain("\n");
            assertThat(miner.learn(event.message()).text())
                    .as("seed %d, %s", seed, format)
                    .isNotNull();
        }
    }

    private static String mutated(String line, Random random) {
        StringBuilder text = new StringBuilder(line);
        for (int i = random.nextInt(5); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(7)) {
                case 0 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
                case 1 -> text.delete(at, end);
                case 2 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(20)));
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, RandomTexts.one(HostileLines.SIGNS, random));
                case 5 -> text.replace(at, end, digits(end - at, random));
                default -> text.insert(at, RandomTexts.one(LINES, random));
            }
        }
        return text.toString();
    }

    /** Numbers are where readers compute: months of 99, years of nine digits. */
    private static String digits(int count, Random random) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextBoolean() ? '9' : (char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
