package io.portent.codec.series;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Prometheus answers to a range query, an array of numbers, or one of pairs of time and value. Of several series
 * a row is made where all have a value at the same time.
 */
final class JsonText {
    private static final String NAME = "__name__";

    private final JsonSource source;
    private final List<String> names = new ArrayList<>();
    private final List<Map<Double, Double>> series = new ArrayList<>();

    private JsonText(JsonSource source) {
        this.source = source;
    }

    static boolean isJson(String text) {
        String start =
                text.substring(0, Math.min(text.length(), Numeral.LONGEST)).stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** @throws io.portent.codec.BadTextException where the text is no JSON, or none of this kind */
    static Table read(String text) {
        try (JsonSource source = new JsonSource(text)) {
            JsonText reader = new JsonText(source);
            JsonToken first = source.next();
            Table table = first == JsonToken.START_OBJECT ? reader.answer() : reader.array();
            if (source.next() != null) {
                throw source.wrong("the end");
            }
            return table;
        }
    }

    private Table array() {
        List<double[]> rows = new ArrayList<>();
        JsonToken token = source.next();
        boolean pairs = token == JsonToken.START_ARRAY;
        for (; token != JsonToken.END_ARRAY; token = source.next()) {
            if (pairs) {
                source.expect(token, JsonToken.START_ARRAY, "a pair [time, value]");
                rows.add(new double[] {pair(null)});
            } else {
                rows.add(new double[] {source.number()});
            }
        }
        return new Table(List.of(), rows, false);
    }

    /** The rest of a pair, and its value; the time is put down where it is asked for. */
    private double pair(@Nullable Map<Double, Double> into) {
        source.next();
        boolean written = into == null && Numeral.isTime(source.text());
        double time = written ? 0 : source.number();
        if (Double.isNaN(time)) {
            throw source.wrong("a time");
        }
        source.next();
        double value = source.number();
        source.expect(source.next(), JsonToken.END_ARRAY, "] after time and value");
        if (into != null && into.put(time, value) != null) {
            throw source.wrong("a time that this series has not had; another value for one it has had");
        }
        return value;
    }

    private Table answer() {
        boolean found = false;
        while (source.next() == JsonToken.FIELD_NAME) {
            String field = source.text();
            JsonToken value = source.next();
            if (field.equals("status") && !source.text().equals("success")) {
                throw source.wrong("\"success\": the query has failed;");
            }
            if (field.equals("data")) {
                source.expect(value, JsonToken.START_OBJECT, "an object with resultType and result");
                found |= data();
            } else {
                source.skip();
            }
        }
        if (!found) {
            throw source.wrong("{\"data\":{\"result\":[...]}}, as Prometheus answers to a range query,");
        }
        return joined();
    }

    private boolean data() {
        boolean found = false;
        while (source.next() == JsonToken.FIELD_NAME) {
            String field = source.text();
            JsonToken value = source.next();
            if (field.equals("resultType") && !source.text().equals("matrix")) {
                throw source.wrong("\"matrix\", the result of a range query,");
            }
            if (field.equals("result")) {
                source.expect(value, JsonToken.START_ARRAY, "an array of series");
                found = true;
                for (JsonToken each = source.next(); each != JsonToken.END_ARRAY; each = source.next()) {
                    source.expect(each, JsonToken.START_OBJECT, "a series {\"metric\":{...},\"values\":[...]}");
                    one();
                }
            } else {
                source.skip();
            }
        }
        return found;
    }

    private void one() {
        if (series.size() == Table.MOST_COLUMNS) {
            throw source.wrong("at most " + Table.MOST_COLUMNS + " series: no more");
        }
        String name = "{}";
        Map<Double, Double> values = new TreeMap<>();
        while (source.next() == JsonToken.FIELD_NAME) {
            String field = source.text();
            JsonToken value = source.next();
            if (field.equals("metric")) {
                source.expect(value, JsonToken.START_OBJECT, "an object of labels");
                name = labels();
            } else if (field.equals("values")) {
                source.expect(value, JsonToken.START_ARRAY, "an array of [time, value]");
                for (JsonToken each = source.next(); each != JsonToken.END_ARRAY; each = source.next()) {
                    source.expect(each, JsonToken.START_ARRAY, "a pair [time, value]");
                    pair(values);
                }
            } else {
                source.skip();
            }
        }
        if (names.contains(name)) {
            throw source.wrong("a series other than " + Numeral.shown(name) + ", which there is already,");
        }
        names.add(name);
        series.add(values);
    }

    /** As PromQL writes them, in the order of their names. */
    private String labels() {
        Map<String, String> labels = new TreeMap<>();
        while (source.next() == JsonToken.FIELD_NAME) {
            String label = source.text();
            source.expect(source.next(), JsonToken.VALUE_STRING, "a label's text");
            labels.put(label, source.text());
        }
        String metric = labels.containsKey(NAME) ? labels.remove(NAME) : "";
        List<String> written = new ArrayList<>();
        labels.forEach((label, value) -> written.add(label + "=\""
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"'));
        return written.isEmpty() && !metric.isEmpty() ? metric : metric + '{' + String.join(",", written) + '}';
    }

    private Table joined() {
        List<double[]> rows = new ArrayList<>();
        if (!series.isEmpty()) {
            for (Double time : series.get(0).keySet()) {
                double[] row = new double[series.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = series.get(i).getOrDefault(time, Double.NaN);
                }
                if (java.util.Arrays.stream(row).noneMatch(Double::isNaN)) {
                    rows.add(row);
                }
            }
        }
        return new Table(names, rows, false);
    }
}
