package io.portent.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines, under the names that the usual libraries give to time, level and message ({@link FieldNames}). Nested objects
 * are flattened with dots, arrays are ignored. An object without time, level and message is no record.
 */
final class JsonFormat implements LineFormat {
    private static final int MAX_DEPTH = 4;
    /** So many records are looked at to say whose they are. */
    private static final int OBSERVED = 32;

    private final NamedFields fields;
    private final JsonLines lines = new JsonLines();
    private final JsonLines.ObjectReader record = json -> readObject(json, "", 1);
    private final Set<String> seen = new HashSet<>();
    private int observed;
    private @Nullable JsonProfile profile;

    JsonFormat(List<FieldName> mapped) {
        this.fields = new NamedFields(new FieldNames(mapped));
    }

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        if (!startsObject(line)) {
            return false;
        }
        fields.begin(draft);
        seen.clear();
        boolean read = lines.read(line, record) && fields.end();
        observe(read);
        return read;
    }

    private void observe(boolean read) {
        if (read && observed < OBSERVED) {
            observed++;
            profile = profile == null ? JsonProfile.of(seen) : profile;
        }
    }

    static boolean startsObject(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length() && line.charAt(at) == '{';
    }

    /** False where the text ends inside the object. */
    private boolean readObject(JsonParser json, String prefix, int depth) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            String path = prefix.isEmpty() ? name : prefix + name;
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH && path.length() < Draft.MAX_FIELD_NAME) {
                if (!readObject(json, path + ".", depth + 1)) {
                    return false;
                }
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else if (token != null) {
                readValue(json, path, token);
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    private void readValue(JsonParser json, String path, JsonToken token) throws IOException {
        if (observed < OBSERVED && seen.size() < Draft.MAX_FIELDS) {
            seen.add(path);
        }
        FieldNames.Name meaning = fields.meaningOfSame(path);
        FieldRole role = meaning == null ? null : meaning.role();
        if (role == FieldRole.SKIPPED) {
            return;
        }
        if (token.isNumeric()) {
            fields.number(meaning, path, json.getDoubleValue(), meaning == null ? "" : json.getText());
        } else if (token == JsonToken.VALUE_STRING) {
            boolean whole = role == FieldRole.MESSAGE || role == FieldRole.STACK;
            fields.text(meaning, path, whole ? json.getText() : shortText(json));
        } else if (token.isBoolean() && meaning == null) {
            fields.text(null, path, json.getText());
        }
    }

    /** Without making a string of the part that is cut anyway. */
    private static String shortText(JsonParser json) throws IOException {
        int length = json.getTextLength();
        if (length <= Draft.MAX_TEXT) {
            return json.getText();
        }
        String text = new String(json.getTextCharacters(), json.getTextOffset(), Draft.MAX_TEXT + 1);
        return Draft.cut(text, Draft.MAX_TEXT);
    }

    @Override
    public String describe() {
        JsonProfile known = profile;
        return known == null ? "json" : "json (" + known.title() + ")";
    }

    @Override
    public Joining joining() {
        return Joining.NEVER;
    }
}
