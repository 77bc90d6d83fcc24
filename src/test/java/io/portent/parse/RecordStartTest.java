package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Thrown;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordStartTest {
    private static Parsed with(FormatKind kind, String start, String... lines) {
        Parsed parsed = new Parsed(
                new FormatSpec(kind, null, ZoneOffset.UTC, new FormatOptions(FormatKind.AUTO, List.of(), start)), true);
        for (String line : lines) {
            parsed.accept(line);
        }
        parsed.parser.flush(parsed.events::add);
        return parsed;
    }

    @Test
    void rawRecords_beginWhereThePatternSays() {
        Parsed parsed = with(
                FormatKind.RAW,
                "^#\\d+ ",
                "banner",
                "#1 first",
                "more of it",
                "x.YException: z",
                "\tat a.B.c(B.java:1)",
                "#2 second");

        assertThat(parsed.events).extracting(LogEvent::message).containsExactly("#1 first", "#2 second");
        assertThat(parsed.events.get(0).thrown()).isEqualTo(new Thrown("x.YException", "a.B.c"));
        assertThat(parsed.parser.counts()).isEqualTo(new ParseCounts(6, 5, 1, 0));
    }

    @Test
    void recordsOfAFormat_mustBeInItToo() {
        Parsed parsed = with(
                FormatKind.LOGFMT,
                "^time=",
                "time=2024-03-05T10:11:12Z level=info msg=a",
                "level=info msg=\"not the start of one\"",
                "time=never",
                "time=2024-03-05T10:11:13Z level=info msg=b");

        assertThat(parsed.events).extracting(LogEvent::message).containsExactly("a", "b");
    }

    @Test
    void expressionThatGoesBackAndForth_isGivenUp() {
        RecordStart evil = new RecordStart("^(a+)+$");

        assertThat(evil.matches("aaaaaaaaaa")).isTrue();
        assertThat(evil.matches("a".repeat(100) + "!")).isFalse();
        assertThat(new RecordStart("^(a|b|ab)*c").matches("ab".repeat(5_000))).isFalse();
    }

    @Test
    void withoutMultiline_thePatternMeansNothing() {
        Parsed parsed = new Parsed(
                new FormatSpec(
                        FormatKind.RAW, null, ZoneOffset.UTC, new FormatOptions(FormatKind.AUTO, List.of(), "^#")),
                false);
        parsed.accept("a");
        parsed.accept("b");

        assertThat(parsed.events).hasSize(2);
    }
}
