package io.portent.feed.prometheus;

import io.portent.feed.FakeSystem;
import io.portent.feed.FakeSystem.Answer;
import io.portent.feed.FakeSystem.Asked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers range queries from what series were at which second, as Prometheus would. */
final class FakePrometheus {
    /** By labels as JSON: pairs of first and last second, both included, at which the series is there with value 1. */
    final Map<String, List<long[]>> series = new LinkedHashMap<>();

    int mostPoints = 11_000;

    Answer answer(Asked asked) {
        long start = millis(asked, "start");
        long end = millis(asked, "end");
        long step = millis(asked, "step");
        if ((end - start) / step + 1 > mostPoints) {
            return new Answer(
                    400,
                    "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"exceeded maximum resolution\"}",
                    Map.of());
        }
        List<String> result = new ArrayList<>();
        series.forEach((labels, spans) -> {
            List<String> samples = new ArrayList<>();
            for (long t = start; t <= end; t += step) {
                long time = t;
                if (spans.stream().anyMatch(span -> span[0] * 1000 <= time && time <= span[1] * 1000)) {
                    samples.add(
                            "[" + BigDecimal.valueOf(t, 3).stripTrailingZeros().toPlainString() + ",\"1\"]");
                }
            }
            if (!samples.isEmpty()) {
                result.add("{\"metric\":" + labels + ",\"values\":[" + String.join(",", samples) + "]}");
            }
        });
        return Answer.json(result.stream()
                .collect(Collectors.joining(
                        ",", "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[", "]}}")));
    }

    FakeSystem start() {
        return new FakeSystem(this::answer);
    }

    private static long millis(Asked asked, String name) {
        return new BigDecimal(asked.query().getOrDefault(name, ""))
                .movePointRight(3)
                .longValueExact();
    }
}
