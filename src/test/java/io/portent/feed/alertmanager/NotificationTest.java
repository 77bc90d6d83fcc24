package io.portent.feed.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.Ignored;
import io.portent.feed.Told;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import io.portent.store.LabelBook.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotificationTest {
    private static final Instant NOW = Instant.parse("2026-03-04T06:00:00Z");
    private static final Notification READER =
            new Notification(new AlertMapping(List.of()), new EntityNaming(null, "service"));

    /** As Alertmanager 0.25 posts it, but for what is not read. */
    private static final String FIRING = """
            {"receiver": "portent", "status": "firing", "alerts": [
              {"status": "firing",
               "labels": {"alertname": "HighErrors", "service": "shop", "severity": "critical"},
               "annotations": {"summary": "5 % of requests fail"},
               "startsAt": "2026-03-04T05:06:07.123456789Z", "endsAt": "0001-01-01T00:00:00Z",
               "generatorURL": "http://prometheus/graph", "fingerprint": "a1b2c3d4e5f60718"}],
             "groupLabels": {}, "commonLabels": {}, "commonAnnotations": {}, "externalURL": "http://am",
             "version": "4", "groupKey": "{}:{}", "truncatedAlerts": 0}
            """;

    @Test
    void aFiringAlert_isAnOpenLabel() {
        assertThat(read(FIRING).labels())
                .containsExactly(new Recorded(
                        "alertmanager:a1b2c3d4e5f60718:2026-03-04T05:06:07.123Z",
                        new Label(
                                "shop",
                                HealthState.RED,
                                Instant.parse("2026-03-04T05:06:07.123Z"),
                                null,
                                "alertmanager",
                                "HighErrors: 5 % of requests fail"),
                        0.9,
                        NOW));
    }

    @Test
    void aResolvedAlert_isTheSameLabelWithAnEnd() {
        String resolved = FIRING.replace("\"status\": \"firing\",\n", "\"status\": \"resolved\",\n")
                .replace("0001-01-01T00:00:00Z", "2026-03-04T05:20:00.5+00:00");
        Recorded label = read(resolved).labels().get(0);
        assertThat(label.key()).isEqualTo(read(FIRING).labels().get(0).key());
        assertThat(label.label().end()).isEqualTo(Instant.parse("2026-03-04T05:20:00.500Z"));
    }

    @Test
    void anAlertThatBeganAndEndedInOneMillisecond_isClosedAllTheSame() {
        String resolved = FIRING.replace("\"status\": \"firing\",\n", "\"status\": \"resolved\",\n")
                .replace("0001-01-01T00:00:00Z", "2026-03-04T05:06:07.1239Z");
        assertThat(read(resolved).labels().get(0).label().end()).isEqualTo(Instant.parse("2026-03-04T05:06:07.124Z"));
    }

    @Test
    void whatIsLeftOut_isCountedByReason() {
        assertThat(read(FIRING.replace("HighErrors", "PortentForecastRed")).ignored())
                .isEqualTo(Map.of(Ignored.OWN_ALERT, 1));
        assertThat(read(FIRING.replace("critical", "info")).ignored()).isEqualTo(Map.of(Ignored.NOT_MAPPED, 1));
        Told nameless = read(FIRING.replace("\"service\"", "\"team\""));
        assertThat(nameless.ignored()).isEqualTo(Map.of(Ignored.NO_ENTITY, 1));
        assertThat(nameless.labels()).isEmpty();
    }

    @Test
    void hostileText_isKeptShort() {
        Recorded label = read(FIRING.replace("5 % of requests fail", "🔥".repeat(2000))
                        .replace("a1b2c3d4e5f60718", "f".repeat(5000)))
                .labels()
                .get(0);
        assertThat(label.key()).hasSizeLessThan(100);
        assertThat(label.label().note()).hasSizeLessThanOrEqualTo(500).endsWith("🔥");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"version\": \"4\" | \"version\": \"3\" | version must be \"4\", the version of Alertmanager's webhook payload that is understood here, was \"3\"",
                "\"version\": \"4\" | \"v\": 1 | version must be \"4\", the version of Alertmanager's webhook payload that is understood here, was missing",
                "2026-03-04T05:06:07.123456789Z | yesterday | alerts[0].startsAt must be an RFC 3339 time such as 2026-03-04T05:06:00Z, was \"yesterday\"",
                "2026-03-04T05:06:07.123456789Z | +99999-03-04T05:06:00Z | alerts[0].startsAt must be an RFC 3339 time such as 2026-03-04T05:06:00Z, was \"+99999-03-04T05:06:00Z\"",
                "{\"status\": \"firing\" | {\"status\": \"on\" | alerts[0].status must be firing or resolved, was \"on\"",
                "{\"status\": \"firing\" | {\"status\": \"resolved\" | alerts[0].endsAt must be the time when the alert was resolved, was \"0001-01-01T00:00:00Z\"",
                "\"a1b2c3d4e5f60718\" | 7 | alerts[0].fingerprint must be text, was 7",
                "\"shop\" | 7 | alerts[0].labels.service must be text, was 7",
                "\"alerts\" | \"alarms\" | alerts must be a list, was missing",
            })
    void whatCannotBeUnderstood_isRefusedByFieldAndValue(String right, String wrong, String expected) {
        String payload = FIRING.replaceAll("\\[\\s+\\{", "[{").replace(right, wrong);
        assertThatThrownBy(() -> read(payload))
                .isInstanceOf(BadJsonException.class)
                .hasMessage(expected);
    }

    private static Told read(String payload) {
        return READER.read(JsonValue.read(payload), NOW);
    }
}
