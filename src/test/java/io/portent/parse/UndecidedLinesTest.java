package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.RawLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What auto holds back before it chooses: there is one such parser for each file and each client. */
final class UndecidedLinesTest {
    private final LineParser parser = new LineParser(new FormatSpec(FormatKind.AUTO, null, ZoneOffset.UTC), true);
    private final List<LogEvent> events = new ArrayList<>();

    private void accept(int number, String text) {
        parser.accept(new RawLine(text, new Origin("app", "tcp:1", number), Instant.EPOCH, null), events::add);
    }

    @Test
    void fewLongLines_areAsGoodAsManyShortOnes() {
        String json = "{\"@timestamp\":\"2026-03-01T00:00:00Z\",\"level\":\"INFO\",\"message\":\"%s\"}"
                .formatted("x".repeat(LineParser.MAX_CHARS / 4));
        accept(1, json);
        accept(2, json);
        accept(3, json);
        assertThat(events).isEmpty();
        accept(4, json);
        assertThat(events).hasSize(4);
        assertThat(parser.choice().format()).contains("logstash");
    }
}
