package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Severity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldMappingTest {
    private static FormatSpec spec(FormatKind kind) {
        List<FieldName> fields = Stream.of(
                        "time=when", "level=sev", "message=text", "logger=source.class", "stack_trace=trace")
                .map(FieldName::parse)
                .toList();
        return new FormatSpec(kind, null, ZoneOffset.UTC, new FormatOptions(FormatKind.AUTO, fields, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "AUTO"})
    void mappedNames_winOverTheUsualOnes(String kind) {
        Parsed parsed = new Parsed(spec(FormatKind.valueOf(kind)), true);
        parsed.accept(
                "{\"message\":\"usual\",\"text\":\"mapped\",\"when\":\"Tue, 05 Mar 2024 10:11:12 GMT\",\"time\":5,\"sev\":\"W\","
                        + "\"level\":9,\"source\":{\"class\":\"a.B\"},\"trace\":\"x.YException: z\\n\\tat x.Y.z(Y.java:1)\"}");
        parsed.parser.flush(parsed.events::add);

        LogEvent event = parsed.only();
        assertThat(event.time()).isEqualTo(Instant.parse("2024-03-05T10:11:12Z"));
        assertThat(event.severity()).isEqualTo(Severity.WARN);
        assertThat(event.message()).isEqualTo("mapped");
        assertThat(event.logger()).isEqualTo("a.B");
        assertThat(event.texts()).isEqualTo(Map.of("message", "usual"));
        assertThat(event.numbers()).isEqualTo(Map.of("time", 5.0));
        assertThat(event.thrown()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGFMT", "AUTO"})
    void logfmt_isMappedToo(String kind) {
        Parsed parsed = new Parsed(spec(FormatKind.valueOf(kind)), true);
        parsed.accept("when=1709633472 sev=fatal text=\"no space\" left=0");
        parsed.parser.flush(parsed.events::add);

        LogEvent event = parsed.only();
        assertThat(event.time()).isEqualTo(Instant.parse("2024-03-05T10:11:12Z"));
        assertThat(event.severity()).isEqualTo(Severity.FATAL);
        assertThat(event.message()).isEqualTo("no space");
    }
}
