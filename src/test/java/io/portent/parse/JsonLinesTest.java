package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a parser for each line. */
class JsonLinesTest {
    private static final List<String> ENDS = List.of(" ", "\t \r\n", "}", "{}", "x", "\u00a0", ",", " ]", "\"", "1");
    /** What Jackson takes at once from a reader. */
    private static final int BUFFER = 4_000;

    private final JsonLines lines = new JsonLines();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLineIsRead_asIfItWereAlone(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            String line = line(random);
            StringBuilder read = new StringBuilder();
            StringBuilder alone = new StringBuilder();

            boolean whole = lines.read(line, json -> object(json, read));

            assertThat(whole).as(line).isEqualTo(alone(line, alone));
            if (whole) {
                assertThat(read).as(line).hasToString(alone.toString());
            }
        }
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder(random.nextInt(4) == 0 ? " " : "");
        line.append('{');
        for (int i = random.nextInt(6); i > 0; i--) {
            line.append("\"n").append(random.nextInt(30)).append("\":").append(value(random));
            line.append(i > 1 ? "," : "");
        }
        line.append('}');
        if (random.nextInt(8) == 0) {
            int end = line.length();
            line.append(" ".repeat(Math.max(0, BUFFER - end - 2 + random.nextInt(5))));
        }
        if (random.nextInt(4) == 0) {
            line.append(ENDS.get(random.nextInt(ENDS.size())));
        }
        return random.nextInt(5) == 0 ? line.substring(0, random.nextInt(line.length() + 1)) : line.toString();
    }

    private static String value(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Double.toString(random.nextGaussian());
            case 2 -> "null";
            case 3 -> "{\"a\":[1,{\"b\":true}]}";
            case 4 -> "\"" + "x".repeat(random.nextInt(3 * BUFFER)) + "\"";
            case 5 -> "\"\\u00e9\\n\u20ac\"";
            default -> "\"word\"";
        };
    }

    private static boolean alone(String line, StringBuilder into) {
        try (JsonParser json = new JsonFactory().createParser(line)) {
            return json.nextToken() == JsonToken.START_OBJECT && object(json, into) && json.nextToken() == null;
        } catch (IOException malformed) {
            return false;
        }
    }

    private static boolean object(JsonParser json, StringBuilder into) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            into.append(name).append('=').append(token);
            if (token == JsonToken.START_OBJECT) {
                json.skipChildren();
            } else if (token != null && token.isScalarValue()) {
                into.append(json.getText());
            }
        }
        return json.currentToken() == JsonToken.END_OBJECT;
    }
}
