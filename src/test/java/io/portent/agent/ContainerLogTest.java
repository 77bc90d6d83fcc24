package io.portent.agent;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.RawLine;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.LineParser;
import io.portent.source.file.FileSource;
import io.portent.source.file.FileSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As a kubelet lays the logs of containers out and rotates them: links to links, renamed, made anew, then compressed. */
final class ContainerLogTest {
    private static final FormatSpec AUTO = new FormatSpec(FormatKind.AUTO, null, ZoneOffset.UTC);

    @TempDir
    private Path dir;

    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private final List<LogEvent> events = new ArrayList<>();
    private int second;

    private Path log() {
        return dir.resolve("pods/shop_cart-7d9_1b2c/cart/0.log");
    }

    private void write(String flags, String text) throws IOException {
        second++;
        String line =
                "2026-03-04T05:%02d:%02d.000000000Z stdout %s %s%n".formatted(second / 60, second % 60, flags, text);
        Files.writeString(log(), line, CREATE, APPEND);
    }

    private static String record(String message) {
        return "{\"level\":\"info\",\"msg\":\"" + message + "\"}";
    }

    private void read(FileSource source, Parsers parsers) throws IOException {
        Consumer take = line -> {
            Parsers.Reading file = parsers.of(line.origin().file(), events::add);
            file.parser().accept(line, events::add);
            file.read(line, file.parser().counts(), null, false);
        };
        while (source.read(500, take::line) > 0) {
            // to the end of all that is there
        }
    }

    private interface Consumer {
        void line(RawLine line);
    }

    @Test
    void recordInTwoParts_isOneEvent_alsoWhereTheRotationPartsThem() throws IOException {
        Files.createDirectories(log().resolveSibling("."));
        Path containers = Files.createDirectories(dir.resolve("containers"));
        Path ofDocker = Files.createSymbolicLink(dir.resolve("pods/link.log"), log());
        Files.createSymbolicLink(containers.resolve("cart-7d9_shop_cart-1b2c.log"), ofDocker);
        FileSpec spec = FileSpec.of(List.of(containers + "/*.log"), 1 << 20);
        try (FileSource source = new FileSource("pods", spec, null, List.of(), () -> now)) {
            Parsers parsers = new Parsers(() -> new LineParser(AUTO, true), source::followed);
            for (int i = 0; i < 40; i++) {
                write("F", record("request " + i + " done"));
            }
            write("P", "{\"level\":\"error\",\"msg\":\"a very ");
            read(source, parsers);
            write("P", "long ");
            Path rotated = log().resolveSibling("0.log.20260304-050607");
            Files.move(log(), rotated);
            write("F", "message\"}");
            write("F", record("after the rotation"));
            read(source, parsers);
            byte[] text = Files.readAllBytes(rotated);
            try (OutputStream packing = new GZIPOutputStream(Files.newOutputStream(Path.of(rotated + ".gz")))) {
                packing.write(text);
            }
            Files.delete(rotated);
            now = now.plusSeconds(20);
            write("F", record("and compressed"));
            read(source, parsers);
            parsers.held(file -> file.parser().flush(events::add));
            assertThat(parsers.counts().unparsed()).isZero();
            assertThat(source.counts().rotations()).isEqualTo(1);
            assertThat(source.counts().generationsMissed()).isZero();
            assertThat(source.counts().lines()).isEqualTo(45);
        }
        assertThat(events)
                .extracting(LogEvent::message)
                .hasSize(43)
                .endsWith("a very long message", "after the rotation", "and compressed");
    }
}
