package io.portent.report;

import io.portent.evaluate.Incident;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Trace;
import io.portent.evaluate.Verdict;
import io.portent.heatmap.Harmless;
import io.portent.json.JudgementJson;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** What the page's script draws: the judgement as its JSON file has it, and traces, whose times are seconds since 1970. */
final class PageData {
    private static final double FINE = 1e4;

    private PageData() {}

    static String json(Evidence evidence, Function<Duration, String> label) {
        Judgement judgement = evidence.judgement();
        int horizons = judgement.horizons().horizons().size();
        return "{\"judgement\":" + JudgementJson.write(judgement, label)
                + ",\"horizons\":"
                + judgement.horizons().horizons().stream()
                        .map(horizon -> "\"" + label.apply(horizon) + "\"")
                        .collect(Collectors.joining(",", "[", "]"))
                + ",\"leads\":" + array(judgement.verdicts(), verdict -> leads(judgement, verdict))
                + ",\"timelines\":"
                + array(evidence.timelines(), trace -> trace(trace, spans(judgement, trace.entity()), horizons))
                + ",\"around\":"
                + array(evidence.around().entrySet(), entry -> around(entry, judgement, horizons))
                + "}";
    }

    private static String around(Map.Entry<Incident, Trace> entry, Judgement judgement, int horizons) {
        return trace(entry.getValue(), spans(judgement, entry.getKey().entity()), horizons);
    }

    private static String leads(Judgement judgement, Verdict verdict) {
        return "{\"seconds\":" + LeadCounts.part(verdict).toMillis() / 1000.0
                + ",\"counts\":" + array(LeadCounts.of(judgement, verdict), count -> Integer.toString(count))
                + "}";
    }

    /** When the entity stood in a state: [level, from, to]. */
    private static String spans(Judgement judgement, String entity) {
        List<Incident> own = judgement.incidents().stream()
                .filter(one -> one.entity().equals(entity))
                .toList();
        return array(
                own,
                one -> "[\"" + one.level().label() + "\"," + one.onset().getEpochSecond() + ","
                        + (one.end() == null ? "null" : one.end().getEpochSecond()) + "]");
    }

    private static String trace(Trace trace, String spans, int horizons) {
        StringBuilder out = new StringBuilder("{\"entity\":");
        Harmless.json(trace.entity(), out);
        out.append(",\"spans\":").append(spans).append(",\"times\":");
        steps(trace, step -> Long.toString(trace.time(step).getEpochSecond()), out);
        series(",\"red\":[", trace, horizons, (step, i) -> chance(trace.red(step, i)), out);
        series(",\"orange\":[", trace, horizons, (step, i) -> chance(trace.orangeOrWorse(step, i)), out);
        series(",\"states\":[", trace, horizons, (step, i) -> Integer.toString(trace.state(step, i)), out);
        return out.append('}').toString();
    }

    private interface At {
        String of(int step, int horizon);
    }

    private static void series(String name, Trace trace, int horizons, At value, StringBuilder out) {
        out.append(name);
        for (int i = 0; i < horizons; i++) {
            int horizon = i;
            out.append(i == 0 ? "" : ",");
            steps(trace, step -> value.of(step, horizon), out);
        }
        out.append(']');
    }

    private static void steps(Trace trace, IntFunction<String> value, StringBuilder out) {
        out.append('[');
        for (int step = 0; step < trace.size(); step++) {
            out.append(step == 0 ? "" : ",").append(value.apply(step));
        }
        out.append(']');
    }

    private static String chance(double chance) {
        return Double.isNaN(chance) ? "null" : Double.toString(Math.round(chance * FINE) / FINE);
    }

    private static <T> String array(Collection<T> all, Function<T, String> one) {
        return all.stream().map(one).collect(Collectors.joining(",", "[", "]"));
    }
}
