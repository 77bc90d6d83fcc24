package io.portent.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text of a stranger to maps, lists, text, {@link Numeral} and booleans. Nested at most 32 deep and of at most {@link #MOST_VALUES}
 * values, which takes some tens of megabytes; the length of the text is for the caller to bound.
 */
final class JsonTree {
    static final int MOST_VALUES = 500_000;

    /** A number as it was written: what is made of it is for the one who asks, and {@code 1e999999999} costs nothing. */
    record Numeral(String text) {}

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .maxNameLength(10_000)
                    .build())
            .build();

    private final JsonParser parser;
    private int values;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    static @Nullable Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new BadJsonException("the body must be JSON, was empty");
            }
            Object root = new JsonTree(parser).value();
            if (parser.nextToken() != null) {
                throw new BadJsonException("the body must be one JSON value, was followed by another");
            }
            return root;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new BadJsonException("the body must be JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("not readable") + where);
        } catch (IOException e) {
            throw new BadJsonException("the body must be JSON: " + e.getMessage());
        }
    }

    private @Nullable Object value() throws IOException {
        if (++values > MOST_VALUES) {
            throw new BadJsonException("the body must hold at most " + MOST_VALUES + " values");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object();
        }
        if (token == JsonToken.START_ARRAY) {
            return list();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token.isNumeric() ? new Numeral(parser.getText()) : parser.getText();
    }

    private Map<String, @Nullable Object> object() throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (fields.containsKey(name)) {
                throw new BadJsonException("the body must name each field once, was twice " + Json.quote(shown(name)));
            }
            fields.put(name, value());
        }
        return fields;
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }

    private List<@Nullable Object> list() throws IOException {
        List<@Nullable Object> items = new ArrayList<>(4);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return items;
    }
}
