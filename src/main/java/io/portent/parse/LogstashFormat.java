package io.portent.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.portent.event.Severity;
import java.io.IOException;

/**
 * JSON lines as logstash-logback-encoder writes them, and near relatives (ECS names, {@code timestamp}, {@code msg}).
 * Nested objects are flattened with dots, arrays are ignored. An object without time, level and message is no record.
 */
final class LogstashFormat implements LineFormat {
    private static final int MAX_DEPTH = 4;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Field names of strangers must not fill the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(100)
                    .build())
            .build();

    private boolean recognised;

    @Override
    public boolean read(String line, Draft draft) {
        draft.clear();
        if (!startsObject(line)) {
            return false;
        }
        recognised = false;
        try (JsonParser json = FACTORY.createParser(line)) {
            return json.nextToken() == JsonToken.START_OBJECT
                    && readObject(json, "", 1, draft)
                    && json.nextToken() == null
                    && recognised;
        } catch (IOException malformed) {
            return false;
        }
    }

    private static boolean startsObject(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length() && line.charAt(at) == '{';
    }

    /** False where the text ends inside the object. */
    private boolean readObject(JsonParser json, String prefix, int depth, Draft draft) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            String path = prefix.isEmpty() ? name : prefix + name;
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH && path.length() < Draft.MAX_FIELD_NAME) {
                if (!readObject(json, path + ".", depth + 1, draft)) {
                    return false;
                }
            } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else if (token != null) {
                readValue(json, path, token, draft);
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }

    private void readValue(JsonParser json, String path, JsonToken token, Draft draft) throws IOException {
        switch (path) {
            case "@timestamp", "timestamp", "time", "ts" -> readTime(json, path, token, draft);
            case "level", "log.level", "severity" -> readLevel(json, path, token, draft);
            case "logger_name", "log.logger", "logger", "loggerName" -> draft.logger = shortText(json);
            case "message", "msg" -> {
                recognised = true;
                draft.message(json.getText());
            }
            case "stack_trace", "error.stack_trace", "stackTrace" -> draft.stack.readAll(json.getText());
            case "thread_name", "@version", "level_value", "process.thread.name" -> {}
            default -> readField(json, path, token, draft);
        }
    }

    private void readTime(JsonParser json, String path, JsonToken token, Draft draft) throws IOException {
        if (draft.timed && !path.equals("@timestamp")) {
            readField(json, path, token, draft);
            return;
        }
        boolean read = token == JsonToken.VALUE_STRING
                ? readIso(json.getText(), draft)
                : token.isNumeric() && readEpoch(json.getDoubleValue(), draft);
        draft.timed = read;
        recognised |= read;
        if (!read) {
            readField(json, path, token, draft);
        }
    }

    private static boolean readIso(String text, Draft draft) {
        return IsoTime.read(text, 0, draft.time) == text.length() && draft.time.month > 0;
    }

    /** Milliseconds where seconds would lie beyond the year 5000. */
    private static boolean readEpoch(double value, Draft draft) {
        if (!(value >= 0 && value < 1e14)) {
            return false;
        }
        double seconds = value > 1e11 ? value / 1000 : value;
        draft.time.clear();
        draft.time.hasEpoch = true;
        draft.time.epoch = (long) seconds;
        draft.time.nano = (int) Math.round((seconds - Math.floor(seconds)) * 1000) % 1000 * 1_000_000;
        return true;
    }

    private void readLevel(JsonParser json, String path, JsonToken token, Draft draft) throws IOException {
        Severity severity = Levels.of(json.getText());
        if (severity == Severity.UNKNOWN) {
            readField(json, path, token, draft);
        } else {
            draft.severity = severity;
            recognised = true;
        }
    }

    private static void readField(JsonParser json, String path, JsonToken token, Draft draft) throws IOException {
        if (token.isNumeric()) {
            draft.number(path, json.getDoubleValue());
        } else if (token == JsonToken.VALUE_STRING || token.isBoolean()) {
            draft.text(path, shortText(json));
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
        return "logstash";
    }

    @Override
    public boolean joinsLines() {
        return false;
    }
}
