package io.portent.feed.api;

import io.portent.feed.Note;
import io.portent.json.JsonValue;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelKey;
import java.time.Instant;
import java.util.List;

/**
 * That somebody acted, or something was deployed:
 *
 * <pre>
 *   {"entity": "shop", "time": "2026-03-04T05:06:00Z", "source": "deploy", "id": "pipeline 4711", "note": "release 1.2.3"}
 * </pre>
 *
 * <p>Entity, source and id make it the same one when it is posted again; without an id, entity, source and time do.
 */
public final class PostedIntervention {
    private static final List<String> NAMES = List.of("entity", "time", "source", "id", "note");
    private static final int LONGEST_ID = 200;

    private PostedIntervention() {}

    /**
     * Without a time it is now; posted twice without an id, too, it is two.
     *
     * @param only the one entity there is; empty: there may be many
     * @throws io.portent.json.BadJsonException naming the field and the value
     */
    public static Intervention read(JsonValue body, String only, Instant now) {
        Fields.only(NAMES, body);
        String entity = Fields.entity(body, only);
        Instant time = body.at("time").isPresent() ? Fields.time(body.at("time"), now) : now;
        String source = Fields.source(body);
        return new Intervention(
                key(body.at("id"), entity, time, source),
                entity,
                time,
                source,
                Note.of(body.at("note").text("")));
    }

    private static String key(JsonValue id, String entity, Instant time, String source) {
        if (!id.isPresent()) {
            return LabelKey.of(entity, time, source);
        }
        String text = id.text();
        if (text.isBlank() || text.length() > LONGEST_ID) {
            throw id.refused("1 to " + LONGEST_ID + " characters");
        }
        return LabelKey.digest("intervention", entity, source, text);
    }
}
