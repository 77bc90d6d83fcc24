package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final FormatSpec RAW_IN_CRI =
            new FormatSpec(FormatKind.CRI, null, ZoneOffset.UTC, new FormatOptions(FormatKind.RAW, List.of(), null));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Lines of two streams, cut at random and interleaved at random, come out whole. */
    @ParameterizedTest
    @MethodSource("seeds")
    void cutLines_areJoinedPerStream(long seed) {
        Random random = new Random(seed);
        Parsed parsed = new Parsed(RAW_IN_CRI, true);
        List<List<String>> written = List.of(new ArrayList<>(), new ArrayList<>());
        String[] open = {"", ""};
        int fed = 0;
        for (int i = 0; i < 60; i++, fed++) {
            int stream = random.nextInt(2);
            boolean last = random.nextInt(3) > 0;
            String part = "s" + stream + "-" + i;
            open[stream] += part;
            parsed.accept("2024-03-05T10:11:12.000000001Z " + (stream == 0 ? "stdout " : "stderr ")
                    + (last ? "F " : "P ") + part);
            if (last) {
                written.get(stream).add(open[stream]);
                open[stream] = "";
            }
        }
        parsed.parser.flush(parsed.events::add);
        for (int stream = 0; stream < 2; stream++) {
            if (!open[stream].isEmpty()) {
                written.get(stream).add(open[stream]);
            }
            String prefix = "s" + stream + "-";
            assertThat(parsed.events.stream().map(LogEvent::message).filter(text -> text.startsWith(prefix)))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(written.get(stream));
        }
        assertThat(parsed.parser.counts()).as("seed %d", seed).isEqualTo(new ParseCounts(fed, fed, 0, 0));
        assertThat(parsed.parser.heldFrom()).isNull();
    }

    @Test
    void heldFrom_isTheEarliestPart() {
        Parsed parsed = new Parsed(RAW_IN_CRI, true);
        parsed.accept("2024-03-05T10:11:12Z stdout F a");
        parsed.accept("2024-03-05T10:11:12Z stdout P b");
        parsed.accept("2024-03-05T10:11:12Z stderr F c");
        parsed.accept("2024-03-05T10:11:12Z stderr P d");

        assertThat(parsed.parser.heldFrom())
                .isNotNull()
                .extracting(Origin::line)
                .isEqualTo(2L);
        parsed.accept("2024-03-05T10:11:12Z stdout F b");
        assertThat(parsed.parser.heldFrom())
                .isNotNull()
                .extracting(Origin::line)
                .isEqualTo(4L);
        assertThat(parsed.events).extracting(LogEvent::message).containsExactly("a", "c", "bb");
        assertThat(parsed.events)
                .last()
                .extracting(event -> event.origin().line())
                .isEqualTo(2L);
    }

    @Test
    void endlessLine_staysWithinBounds() {
        Parsed parsed = new Parsed(RAW_IN_CRI, true);
        String part = "2024-03-05T10:11:12Z stdout P " + "x".repeat(1_000);
        for (int i = 0; i < 20_000; i++) {
            parsed.accept(part);
        }
        parsed.parser.flush(parsed.events::add);

        assertThat(parsed.only().message()).hasSize(Draft.MAX_MESSAGE);
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(20_000, 20_000, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-05T10:11:12Z stdout X a",
                "2024-03-05T10:11:12Z stdin F a",
                "2024-03-05T10:11:12Z stdout",
                "2024-03-05T10:11:12Z stdout ",
                "2024-03-05T10:11:12 stdout F a",
                "2024-03-05 10:11:12Z stdout F a",
                "2024-03-05T10:11:12Z stdout Full a"
            })
    void whatIsInNoEnvelope_isUnparsed(String line) {
        Parsed parsed = new Parsed(RAW_IN_CRI, true);
        parsed.accept(line);

        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(1, 0, 1, 0));
    }

    @Test
    void timeOnlyInside_getsItsDayFromTheEnvelope() {
        FormatSpec spec = new FormatSpec(
                FormatKind.CRI,
                "%d{HH:mm:ss} %msg",
                ZoneOffset.UTC,
                new FormatOptions(FormatKind.LOGBACK, List.of(), null));
        Parsed parsed = new Parsed(spec, true);
        parsed.accept("2023-07-01T00:00:01.5Z stdout F 23:59:59 late by the pipe");
        parsed.parser.flush(parsed.events::add);

        assertThat(parsed.only().time()).isEqualTo(Instant.parse("2023-06-30T23:59:59Z"));
    }
}
