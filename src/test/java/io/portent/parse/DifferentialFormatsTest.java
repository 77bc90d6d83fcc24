package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format against a slow reader ({@link Dialect}), over random records: they say the same of every line. */
class DifferentialFormatsTest {
    private static final int SEEDS = 500;

    static Stream<Dialect> dialects() {
        return Dialects.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void fastAndSlowReader_sayTheSame(Dialect dialect) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            Random random = new Random(seed);
            String line = dialect.line(random);
            Dialect.Read slow = dialect.read(line);

            Parsed parsed = new Parsed(dialect.spec(), true);
            parsed.accept(line);
            parsed.parser.flush(parsed.events::add);

            assertThat(slow).as("seed %d: %s", seed, line).isNotNull();
            assertThat(parsed.events.stream().map(DifferentialFormatsTest::read))
                    .as("seed %d: %s", seed, line)
                    .containsExactly(Objects.requireNonNull(slow));
        });
    }

    /** Many lines through one parser, which reuses what it has read into. */
    @ParameterizedTest
    @MethodSource("dialects")
    void ofManyLines_nothingOfOneIsInTheNext(Dialect dialect) {
        LongStream.range(0, 20).forEach(seed -> {
            Random random = new Random(seed);
            Parsed parsed = new Parsed(dialect.spec(), true);
            List<Dialect.Read> slow = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                String line = dialect.line(random);
                slow.add(Objects.requireNonNull(dialect.read(line)));
                parsed.accept(line);
            }
            parsed.parser.flush(parsed.events::add);

            assertThat(parsed.events.stream().map(DifferentialFormatsTest::withoutTime))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(slow.stream()
                            .map(DifferentialFormatsTest::withoutTime)
                            .toList());
        });
    }

    private static Dialect.Read read(LogEvent event) {
        return new Dialect.Read(event.time(), event.severity(), event.logger(), event.message(), event.numbers());
    }

    /** What a time stamp without a year or a zone means depends on the lines before. */
    private static Dialect.Read withoutTime(LogEvent event) {
        return withoutTime(read(event));
    }

    private static Dialect.Read withoutTime(Dialect.Read read) {
        return new Dialect.Read(Parsed.ARRIVAL, read.severity(), read.logger(), read.message(), read.numbers());
    }
}
