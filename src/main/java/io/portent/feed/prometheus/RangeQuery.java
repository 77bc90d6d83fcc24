package io.portent.feed.prometheus;

import io.portent.feed.FeedException;
import io.portent.feed.HttpReader;
import io.portent.json.BadJsonException;
import io.portent.json.JsonValue;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One expression over a long time, asked piece by piece: no more points at once than Prometheus gives, and half as many where an answer
 * would be too large, so that any number of series fits into little memory. Not thread-safe; made for one use.
 */
final class RangeQuery {
    /** Prometheus refuses more for a series. */
    private static final int MOST_POINTS = 11_000;

    private static final int MOST_SERIES = 10_000;
    private static final int MOST_SPANS = 200_000;

    private final HttpReader http;
    private final String expression;
    private final long step;
    private final Map<Map<String, String>, Spans> series = new LinkedHashMap<>();
    private int spans;

    /** @param step in milliseconds */
    RangeQuery(HttpReader http, String expression, long step) {
        this.http = http;
        this.expression = expression;
        this.step = step;
    }

    /** When each series had a value other than zero, at the multiples of the step from the first to the last. */
    Map<Map<String, String>, Spans> over(long first, long last) {
        long points = MOST_POINTS;
        for (long from = first; from <= last; ) {
            long to = Math.min(last, from + (points - 1) * step);
            JsonValue answer;
            try {
                answer = ask(from, to);
            } catch (FeedException e) {
                long asked = (to - from) / step + 1;
                if (!e.tooLarge() || asked == 1) {
                    throw e;
                }
                points = asked / 2;
                continue;
            }
            take(answer);
            from = to + step;
        }
        return series;
    }

    private JsonValue ask(long from, long to) {
        try {
            JsonValue answer = http.get(
                    "/api/v1/query_range",
                    List.of(
                            Map.entry("query", expression),
                            Map.entry("start", seconds(from)),
                            Map.entry("end", seconds(to)),
                            Map.entry("step", seconds(step))));
            return answer.at("data").at("result");
        } catch (FeedException e) {
            // Prometheus' own bound, of samples that it looks at.
            boolean tooMany = String.valueOf(e.getMessage()).contains("too many samples");
            throw tooMany ? FeedException.tooLarge(String.valueOf(e.getMessage())) : e;
        }
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    private void take(JsonValue result) {
        try {
            for (JsonValue each : result.list()) {
                Map<String, String> labels = each.at("metric").texts();
                List<JsonValue> samples = each.at("values").list();
                for (JsonValue sample : samples) {
                    take(labels, sample.list());
                }
            }
        } catch (BadJsonException e) {
            throw new FeedException("the answer to " + expression + " is not one of Prometheus: " + e.getMessage(), e);
        }
    }

    private void take(Map<String, String> labels, List<JsonValue> sample) {
        if (sample.size() != 2) {
            throw new BadJsonException("a sample must be a time and a value, was a list of " + sample.size());
        }
        if (!tells(sample.get(1).text())) {
            return;
        }
        Spans known = series.computeIfAbsent(labels, key -> new Spans(step));
        spans += known.add(Math.round(sample.get(0).number() * 1000)) ? 1 : 0;
        if (series.size() > MOST_SERIES || spans > MOST_SPANS) {
            throw new FeedException(
                    expression + " has more than " + MOST_SERIES + " series or " + MOST_SPANS
                            + " changes in the time that was asked for; narrow it",
                    null);
        }
    }

    /** Prometheus writes numbers as text, with NaN, +Inf and -Inf. */
    private static boolean tells(String value) {
        return switch (value) {
            case "0", "-0", "NaN" -> false;
            case "1", "+Inf", "-Inf" -> true;
            default -> {
                try {
                    yield Double.parseDouble(value) != 0;
                } catch (NumberFormatException e) {
                    throw new BadJsonException("a sample's value must be a number, was " + value);
                }
            }
        };
    }
}
