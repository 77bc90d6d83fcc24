package io.portent.json;

import io.portent.json.JsonTree.Numeral;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that was read, with the way to it, so that whoever finds it wrong can say which: {@code alerts[3].startsAt must be ...}.
 * What asks for one kind and finds another throws {@link BadJsonException}. Immutable.
 */
public final class JsonValue {
    private static final int LONGEST_SHOWN = 80;

    private final String path;
    private final @Nullable Object raw;

    private JsonValue(String path, @Nullable Object raw) {
        this.path = path;
        this.raw = raw;
    }

    /** @throws BadJsonException if it is not one JSON value, or one that is nested or filled beyond any use */
    public static JsonValue read(String text) {
        return new JsonValue("", JsonTree.read(text));
    }

    /** Neither missing nor null. */
    public boolean isPresent() {
        return raw != null;
    }

    public boolean isList() {
        return raw instanceof List<?>;
    }

    /** A field of this object; one that is missing is a value that is not present. */
    public JsonValue at(String name) {
        if (!(raw instanceof Map<?, ?> fields)) {
            throw refused("an object");
        }
        return new JsonValue(path.isEmpty() ? name : path + "." + name, fields.get(name));
    }

    /** Every name of this object, with its value. */
    public Map<String, JsonValue> fields() {
        if (!(raw instanceof Map<?, ?> fields)) {
            throw refused("an object");
        }
        Map<String, JsonValue> all = new LinkedHashMap<>();
        for (Object name : fields.keySet()) {
            all.put(name.toString(), at(name.toString()));
        }
        return all;
    }

    /** An object whose values are all text. */
    public Map<String, String> texts() {
        Map<String, String> all = new LinkedHashMap<>();
        fields().forEach((name, value) -> all.put(name, value.text()));
        return all;
    }

    public List<JsonValue> list() {
        if (!(raw instanceof List<?> items)) {
            throw refused("a list");
        }
        List<JsonValue> all = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            all.add(new JsonValue(path + "[" + i + "]", items.get(i)));
        }
        return all;
    }

    public String text() {
        if (raw instanceof String text) {
            return text;
        }
        throw refused("text");
    }

    /** The text, or what stands for it where there is none. */
    public String text(String otherwise) {
        return raw == null ? otherwise : text();
    }

    /** A number that a double can hold nearly. */
    public double number() {
        if (raw instanceof Numeral numeral) {
            double value = Double.parseDouble(numeral.text());
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw refused("a number");
    }

    public long whole() {
        try {
            // The length is bounded, but not what an exponent makes of it: longValueExact looks at the scale first.
            if (raw instanceof Numeral numeral) {
                return new BigDecimal(numeral.text()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused("a whole number");
        }
        throw refused("a whole number");
    }

    /** What to throw when this is not what it must be. */
    public BadJsonException refused(String right) {
        return new BadJsonException((path.isEmpty() ? "the body" : path) + " must be " + right + ", was " + shown());
    }

    private String shown() {
        if (raw == null) {
            return "missing";
        }
        if (raw instanceof Map<?, ?>) {
            return "an object";
        }
        if (raw instanceof List<?> items) {
            return "a list of " + items.size();
        }
        String text = raw instanceof Numeral numeral ? numeral.text() : raw.toString();
        String cut = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
        return raw instanceof String ? Json.quote(cut) : cut;
    }
}
