package io.portent.bench;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatOptions;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.parse.MinerSpec;
import io.portent.parse.TemplateMatcher;
import io.portent.parse.TemplateMiner;
import io.portent.pipeline.EntityRule;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.MiningRecogniser;
import io.portent.window.WindowLimits;
import io.portent.window.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a line costs at each stage behind the file, in nanoseconds; the first {@value #LINES} lines of a file, again and again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-Xmx256m", "-XX:+UseSerialGC"})
public class LineBenchmark {
    private static final int LINES = 20_000;

    @Param("")
    public String file;

    private final List<RawLine> lines = new ArrayList<>();
    private final List<LogEvent> events = new ArrayList<>();
    private final TemplateMiner miner = new TemplateMiner(MinerSpec.defaults());
    private TemplateMatcher matcher;

    @Setup(Level.Trial)
    public void read() throws IOException {
        Instant arrival = Instant.now();
        try (Stream<String> all = Files.lines(Path.of(file))) {
            all.limit(LINES)
                    .forEach(text -> lines.add(new RawLine(text, new Origin("bench", file, lines.size() + 1), arrival, null)));
        }
        while (lines.size() < LINES) {
            lines.add(lines.get(lines.size() % 1_000));
        }
        LineParser parser = parser();
        lines.forEach(line -> parser.accept(line, events::add));
        parser.flush(events::add);
        events.forEach(event -> miner.learn(event.message()));
        matcher = miner.tree().matcher();
    }

    private static LineParser parser() {
        return new LineParser(FormatSpec.of(FormatKind.AUTO, null, ZoneOffset.UTC, FormatOptions.NONE), true);
    }

    /** Text to event: format, time stamp, fields, joining of traces. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void parse(Blackhole sink) {
        LineParser parser = parser();
        for (RawLine line : lines) {
            parser.accept(line, sink::consume);
        }
        parser.flush(sink::consume);
    }

    /** The template of a message, by a miner that knows them all. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void learn(Blackhole sink) {
        for (LogEvent event : events) {
            sink.consume(miner.learn(event.message()));
        }
    }

    /** The same by a frozen tree, as a model has it. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void match(Blackhole sink) {
        for (LogEvent event : events) {
            sink.consume(matcher.match(event.message()));
        }
    }

    /** All that follows the file: text to closed windows. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public void window(Blackhole sink) {
        EventPipeline pipeline = new EventPipeline(
                new WindowSpec(Duration.ofMinutes(1), Duration.ZERO, Duration.ofSeconds(30)),
                WindowLimits.DEFAULT,
                EntityRule.named("bench"),
                new MiningRecogniser(MinerSpec.defaults()),
                sink::consume);
        Instant arrival = Instant.now();
        LineParser parser = parser();
        for (RawLine line : lines) {
            parser.accept(line, event -> pipeline.accept(event, arrival));
        }
        parser.flush(event -> pipeline.accept(event, arrival));
        pipeline.finish();
    }
}
