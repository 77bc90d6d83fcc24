package io.portent.feed.alertmanager;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.Ignored;
import io.portent.feed.Note;
import io.portent.feed.Told;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Rfc3339;
import io.portent.health.SourceKind;
import io.portent.json.JsonValue;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Alertmanager posts to a webhook, version 4 of its payload:
 *
 * <pre>
 *   {"version": "4", "status": "firing", "truncatedAlerts": 0, "alerts": [
 *       {"status": "firing", "labels": {"alertname": "HighErrors", "severity": "critical", "service": "shop"},
 *        "annotations": {"summary": "..."}, "startsAt": "2026-03-04T05:06:00Z", "endsAt": "0001-01-01T00:00:00Z",
 *        "fingerprint": "a1b2c3d4e5f60718"}]}
 * </pre>
 *
 * <p>It is sent again every {@code repeat_interval}, by every member of a cluster, and may arrive in any order. Fingerprint and start
 * name the alert, so a label is the same one however often it is told.
 */
public final class Notification {
    /** How the source of such labels is called. */
    public static final String SOURCE = "alertmanager";

    private static final int LONGEST_FINGERPRINT = 64;

    private final AlertMapping mapping;
    private final EntityNaming entities;

    public Notification(AlertMapping mapping, EntityNaming entities) {
        this.mapping = mapping;
        this.entities = entities;
    }

    /** @throws io.portent.json.BadJsonException for what is no such payload; nothing of it is to be used then */
    public Told read(JsonValue payload, Instant now) {
        JsonValue version = payload.at("version");
        if (!version.text("").equals("4")) {
            throw version.refused("\"4\", the version of Alertmanager's webhook payload that is understood here");
        }
        List<Recorded> labels = new ArrayList<>();
        Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
        for (JsonValue alert : payload.at("alerts").list()) {
            Map<String, String> names = alert.at("labels").texts();
            Instant start = time(alert.at("startsAt"));
            @Nullable Instant end = end(alert, start);
            Ignored why = ignored(names);
            if (why == null) {
                labels.add(label(alert, names, start, end, now));
            } else {
                ignored.merge(why, 1, Integer::sum);
            }
        }
        return new Told(labels, List.of(), ignored);
    }

    private @Nullable Ignored ignored(Map<String, String> names) {
        if (AlertMapping.isOwn(names)) {
            return Ignored.OWN_ALERT;
        }
        if (mapping.state(names) == null) {
            return Ignored.NOT_MAPPED;
        }
        return entities.of(names) == null ? Ignored.NO_ENTITY : null;
    }

    private Recorded label(
            JsonValue alert, Map<String, String> names, Instant start, @Nullable Instant end, Instant now) {
        @Nullable String entity = entities.of(names);
        @Nullable HealthState state = mapping.state(names);
        if (entity == null || state == null) {
            throw new IllegalStateException("an alert without entity or state must have been left out");
        }
        Label label = new Label(entity, state, start, end, SOURCE, note(alert, names));
        String key = SOURCE + ":" + fingerprint(alert.at("fingerprint")) + ":" + start;
        return new Recorded(key, label, SourceKind.ALERTMANAGER.confidence(), now);
    }

    private static String fingerprint(JsonValue given) {
        String text = given.text();
        if (text.isBlank()) {
            throw given.refused("the alert's fingerprint");
        }
        return text.length() <= LONGEST_FINGERPRINT ? text : LabelKey.digest(text);
    }

    private static @Nullable Instant end(JsonValue alert, Instant start) {
        JsonValue status = alert.at("status");
        return switch (status.text("")) {
            case "firing" -> null; // whatever endsAt says: a zero time, or when it would end without further news
            case "resolved" -> {
                Instant end = time(alert.at("endsAt"));
                if (end.getEpochSecond() < 0) {
                    throw alert.at("endsAt").refused("the time when the alert was resolved");
                }
                yield latest(end, start.plusMillis(1)); // begun and ended within one millisecond
            }
            default -> throw status.refused("firing or resolved");
        };
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant time(JsonValue value) {
        Instant time = Rfc3339.time(value.text(""));
        if (time == null) {
            throw value.refused("an RFC 3339 time such as 2026-03-04T05:06:00Z");
        }
        return time;
    }

    private static String note(JsonValue alert, Map<String, String> names) {
        JsonValue annotations = alert.at("annotations");
        String summary = "";
        if (annotations.isPresent()) {
            summary =
                    annotations.at("summary").text(annotations.at("description").text(""));
        }
        String name = names.getOrDefault("alertname", "");
        return Note.of(summary.isBlank() ? name : name + ": " + summary);
    }
}
