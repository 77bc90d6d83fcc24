package io.portent.feed.api;

import io.portent.feed.Note;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.json.JsonValue;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One label or a list of them:
 *
 * <pre>
 *   {"entity": "shop", "state": "red", "start": "2026-03-04T05:06:00Z", "end": "2026-03-04T05:20:00Z", "note": "disk full"}
 * </pre>
 *
 * <p>Entity, state, start and source make a label the same one when it is posted again, with its end or a new note.
 */
public final class PostedLabels {
    /** The source of what names none. */
    public static final String PERSON = "person";

    private static final List<String> NAMES = List.of("entity", "state", "start", "end", "source", "note");

    /** Whoever may write here is believed. */
    private static final double CONFIDENCE = 1;

    private PostedLabels() {}

    /**
     * All of them, or none.
     *
     * @param only the one entity there is; empty: there may be many
     * @throws io.portent.json.BadJsonException naming the field and the value
     */
    public static List<Recorded> read(JsonValue body, String only, Instant now) {
        List<JsonValue> all = body.isList() ? body.list() : List.of(body);
        if (all.isEmpty()) {
            throw body.refused("a label or a list of labels");
        }
        return all.stream().map(each -> label(each, only, now)).toList();
    }

    private static Recorded label(JsonValue posted, String only, Instant now) {
        Fields.only(NAMES, posted);
        String entity = Fields.entity(posted, only);
        HealthState state = HealthState.of(posted.at("state").text(""));
        if (state == null) {
            throw posted.at("state").refused("one of green, orange, red");
        }
        Instant start = Fields.time(posted.at("start"), now);
        @Nullable Instant end = posted.at("end").isPresent() ? Fields.time(posted.at("end"), now) : null;
        if (end != null && !end.isAfter(start)) {
            throw posted.at("end").refused("after the start, " + start);
        }
        String source = Fields.source(posted);
        String note = Note.of(posted.at("note").text(""));
        Label label = new Label(entity, state, start, end, source, note);
        return new Recorded(LabelKey.of(label), label, CONFIDENCE, now);
    }
}
