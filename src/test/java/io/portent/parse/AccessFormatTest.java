package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessFormatTest {
    private static final Instant TIME = Instant.parse("2024-03-05T10:11:12Z");

    private final Parsed parsed = new Parsed(new FormatSpec(FormatKind.ACCESS, null, ZoneOffset.UTC), false);

    private static String line(String time) {
        return "192.0.2.10 - - [" + time + "] \"GET / HTTP/1.1\" 200 612";
    }

    @Test
    void aTimeThatComesAgain_isTheSameTime_whateverStoodBetween() {
        parsed.accept(line("05/Mar/2024:10:11:12 +0000"));
        parsed.accept(line("05/Mar/2024:10:11:12 +0000"));
        parsed.accept(line("05/Mar/2024:11:11:12 +0100"));
        parsed.accept(line("05/Mar/2024:10:99:12 +0000"));
        parsed.accept(line("05/Mar/2024:10:99:12 +0000"));
        parsed.accept(line(""));
        parsed.accept(line("05/Mar/2024:10:11:12 +0000"));

        assertThat(parsed.events).extracting(LogEvent::time).containsExactly(TIME, TIME, TIME, TIME);
        assertThat(parsed.parser.counts().unparsed()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "    ",
                " \"-\" \"curl\" ",
                " \"unclosed",
                " \"",
                " \"\\",
                " \"a\"b",
                " s",
                " ms",
                " =",
                " \"a\\\" 0.5"
            })
    void whatStandsBehindTheBytes_isNoHindrance(String end) {
        parsed.accept(line("05/Mar/2024:10:11:12 +0000") + end);

        assertThat(parsed.events)
                .singleElement()
                .satisfies(event -> assertThat(event.numbers())
                        .containsOnlyKeys("status", "bytes")
                        .containsEntry("bytes", 612.0));
    }
}
