package io.portent.parse;

import static io.portent.parse.RandomTexts.number;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.event.Severity;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON with the names of one library, read as a tree. */
record JsonDialect(FormatKind kind, String time, String level, String logger, String message, List<FieldName> fields)
        implements Dialect {
    static final JsonDialect LOGSTASH = of(FormatKind.LOGSTASH, "@timestamp", "level", "logger_name", "message");
    static final JsonDialect ECS = of(FormatKind.ECS, "@timestamp", "log.level", "log.logger", "message");
    static final JsonDialect ZAP = of(FormatKind.JSON, "ts", "level", "logger", "msg");
    static final JsonDialect MAPPED = new JsonDialect(
            FormatKind.JSON,
            "when",
            "source.level",
            "source.class",
            "text",
            List.of(
                    FieldName.parse("time=when"),
                    FieldName.parse("level=source.level"),
                    FieldName.parse("logger=source.class"),
                    FieldName.parse("message=text")));

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final List<String> EXTRAS =
            List.of("\"x\"", "true", "null", "[1,{\"a\":2}]", "{}", "{\"b\":\"c\"}", "\"\\ud83d\\ude00\"");

    private static JsonDialect of(FormatKind kind, String time, String level, String logger, String message) {
        return new JsonDialect(kind, time, level, logger, message, List.of());
    }

    @Override
    public FormatSpec spec() {
        return new FormatSpec(kind, null, ZoneOffset.UTC, new FormatOptions(FormatKind.AUTO, fields, null));
    }

    @Override
    public String line(Random random) {
        List<String> members = new ArrayList<>();
        Instant at = RandomTexts.time(random);
        boolean epoch = kind == FormatKind.JSON && random.nextBoolean();
        members.add(member(time, epoch ? Long.toString(at.toEpochMilli()) : quoted(at.toString(), random), random));
        members.add(member(level, quoted(RandomTexts.level(random), random), random));
        members.add(member(logger, quoted(RandomTexts.logger(random), random), random));
        members.add(member(
                message,
                quoted(RandomTexts.message(random) + (random.nextInt(5) == 0 ? "\nmore" : ""), random),
                random));
        for (int i = random.nextInt(5); i > 0; i--) {
            boolean nested = random.nextInt(3) == 0;
            String value = random.nextBoolean() ? number(random) : RandomTexts.one(EXTRAS, random);
            members.add("\"f" + i + "\":" + (nested ? "{\"g\":" + value + ",\"h\":{\"i\":-1.5e2}}" : value));
        }
        Collections.shuffle(members, random);
        return "{" + String.join(random.nextBoolean() ? "," : ", ", members) + "}";
    }

    /** A point in a name may be written as an object, as long as there is one of its name. */
    private String member(String name, String value, Random random) {
        int point = name.equals(logger) ? -1 : name.indexOf('.');
        return point < 0 || random.nextBoolean()
                ? "\"" + name + "\":" + value
                : "\"" + name.substring(0, point) + "\":{\"" + name.substring(point + 1) + "\" : " + value + "}";
    }

    private static String quoted(String text, Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (random.nextInt(40) == 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c == '/' && random.nextBoolean() ? "\\/" : Character.toString(c));
            }
        }
        return json.append('"').toString();
    }

    @Override
    public @Nullable Read read(String line) {
        try {
            Map<String, JsonNode> flat = new TreeMap<>();
            flatten("", TREES.readTree(line), flat);
            Found found = new Found();
            flat.forEach((name, value) -> take(name, value, found));
            return found.read();
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, JsonNode> into) {
        node.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                flatten(path + field.getKey() + ".", field.getValue(), into);
            } else {
                into.put(path + field.getKey(), field.getValue());
            }
        });
    }

    private void take(String name, JsonNode value, Found found) {
        if (name.equals(time)) {
            found.time = value.isNumber()
                    ? Instant.ofEpochMilli(value.longValue())
                    : OffsetDateTime.parse(value.textValue()).toInstant();
        } else if (name.equals(level)) {
            found.severity = Severity.valueOf(value.textValue());
        } else if (name.equals(logger)) {
            found.logger = value.textValue();
        } else if (name.equals(message)) {
            found.message = value.textValue().split("\n", -1)[0];
        } else if (value.isNumber()) {
            found.numbers.put(name, value.doubleValue());
        }
    }
}
