package io.portent.feed.api;

import io.portent.health.Rfc3339;
import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The fields that posted objects have in common. A name that none of them has is refused: a misspelt end would leave a label open. */
final class Fields {
    /** A writer's clock may be ahead of ours by as much. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int LONGEST_ENTITY = 400;
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}");

    private Fields() {}

    static void only(List<String> names, JsonValue object) {
        for (Map.Entry<String, JsonValue> field : object.fields().entrySet()) {
            if (!names.contains(field.getKey())) {
                throw new BadJsonException(
                        "unknown field " + shown(field.getKey()) + "; known are " + String.join(", ", names));
            }
        }
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }

    /** @param only the one entity there is; empty: there may be many, and it must be named */
    static String entity(JsonValue object, String only) {
        JsonValue given = object.at("entity");
        if (!given.isPresent() && only.isEmpty()) {
            throw given.refused("the name of an entity, or \"\" for all of them");
        }
        String entity = given.text(only);
        if (entity.length() > LONGEST_ENTITY) {
            throw given.refused("at most " + LONGEST_ENTITY + " characters");
        }
        return entity;
    }

    static Instant time(JsonValue given, Instant now) {
        Instant time = Rfc3339.time(given.text(""));
        if (time == null) {
            throw given.refused("a time with a zone such as 2026-03-04T05:06:00Z");
        }
        if (time.isAfter(now.plus(SKEW))) {
            throw given.refused("no later than now (" + now + ")");
        }
        return time;
    }

    static String source(JsonValue object) {
        JsonValue given = object.at("source");
        String source = given.text(PostedLabels.PERSON);
        if (!SOURCE.matcher(source).matches()) {
            throw given.refused("1 to 40 letters, digits, blanks or . _ -");
        }
        return source;
    }
}
