package io.portent.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * {@code {"log":"order paid\n","stream":"stdout","time":"2024-03-05T10:11:12.123456789Z"}}: Docker's json-file driver. A line
 * longer than Docker's buffer comes in parts, of which only the last ends in a newline.
 */
final class DockerEnvelope implements Envelope {
    private final JsonLines lines = new JsonLines();

    @Override
    public boolean open(String line, Opened into) {
        if (!line.startsWith("{\"")) {
            return false;
        }
        into.time.clear();
        into.stream = "";
        return lines.read(line, json -> read(json, into));
    }

    private static boolean read(JsonParser json, Opened into) throws IOException {
        String log = null;
        boolean timed = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            boolean text = token == JsonToken.VALUE_STRING;
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                json.skipChildren();
            } else if (text && name.equals("log")) {
                log = json.getText();
            } else if (text && name.equals("stream")) {
                into.stream = Draft.cut(json.getText(), 16);
            } else if (text && name.equals("time")) {
                String time = json.getText();
                timed = IsoTime.read(time, 0, into.time) == time.length();
            }
        }
        if (log == null || !timed || into.stream.isEmpty()) {
            return false;
        }
        into.partial = !log.endsWith("\n");
        into.text = into.partial ? log : log.substring(0, log.length() - 1);
        return true;
    }

    @Override
    public String describe() {
        return "docker";
    }
}
