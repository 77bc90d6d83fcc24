package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.LogEvent;
import io.portent.event.Origin;
import io.portent.event.Severity;
import io.portent.explain.LoggedLine;
import io.portent.pipeline.EntityRule;
import io.portent.window.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    private static void hear(LastLines lines, String entity, String template, int second, String message) {
        LogEvent event = new LogEvent(
                Histories.START.plusSeconds(second),
                Severity.WARN,
                "a.B",
                message,
                Map.of(),
                Map.of("service", entity),
                null,
                new Origin("app", "/var/log/app.log", second + 1));
        lines.heard(new Seen(event, template, List.of(), false));
    }

    @Test
    void theLastOnesAreKept_someTimeApart_byEntity() {
        LastLines lines = new LastLines(2, EntityRule.field("service"));
        for (int second = 0; second < 40; second++) {
            hear(lines, "shop", "t", second, "message " + second);
        }
        hear(lines, "stock", "t", 5, "another's");

        assertThat(lines.of("shop", "t", Instant.MIN))
                .extracting(LoggedLine::line, LoggedLine::text, LoggedLine::file)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(21L, "message 20", "/var/log/app.log"),
                        org.assertj.core.groups.Tuple.tuple(31L, "message 30", "/var/log/app.log"));
        assertThat(lines.of("shop", "t", Histories.START.plusSeconds(25))).hasSize(1);
        assertThat(lines.of("stock", "t", Instant.MIN)).hasSize(1);
        assertThat(lines.of("shop", "unheard", Instant.MIN)).isEmpty();
        assertThat(lines.severity("shop", "t")).isEqualTo(Severity.WARN);
        assertThat(lines.severity("shop", "unheard")).isNull();
    }

    @Test
    void secretsAreMasked_andLongLinesCut() {
        LastLines lines = new LastLines(1, EntityRule.named("shop"));
        hear(lines, "shop", "t", 0, "login with password=hunter22 refused");
        hear(lines, "shop", "u", 0, "x".repeat(1 << 20));

        assertThat(lines.of("shop", "t", Instant.MIN).get(0).text())
                .doesNotContain("hunter22")
                .contains("refused");
        assertThat(lines.of("shop", "u", Instant.MIN).get(0).text()).hasSize(300);
    }

    @Test
    void noneAreKeptWhereNoneAreWanted_andTheSeverityIsKnownAllTheSame() {
        LastLines lines = new LastLines(0, EntityRule.named("shop"));
        hear(lines, "shop", "t", 0, "message");

        assertThat(lines.of("shop", "t", Instant.MIN)).isEmpty();
        assertThat(lines.severity("shop", "t")).isEqualTo(Severity.WARN);
    }

    @Test
    void millionTemplates_pushTheOldestOut() {
        LastLines lines = new LastLines(3, EntityRule.named("shop"));
        for (int i = 0; i < 5_000; i++) {
            hear(lines, "shop", "t" + i, i, "message");
        }
        assertThat(lines.of("shop", "t0", Instant.MIN)).isEmpty();
        assertThat(lines.of("shop", "t999", Instant.MIN)).isEmpty();
        assertThat(lines.of("shop", "t1000", Instant.MIN)).hasSize(1);
    }
}
