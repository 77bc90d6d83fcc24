package io.portent.explain;

import io.portent.codec.WindowCodec;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a model sees in windows and may have gone by, from the names of its features. Those come first that are furthest from their
 * usual: by the square of the scaled value, summed over the windows.
 */
public final class Candidates {
    private static final int OPENS_VALUE = '#';

    private final WindowCodec codec;
    private final Function<String, String> texts;
    private final Function<String, @Nullable Severity> severities;

    /**
     * @param texts of a template, by its id
     * @param severities of a template's events, by its id; null where not known
     */
    public Candidates(
            WindowCodec codec, Function<String, String> texts, Function<String, @Nullable Severity> severities) {
        this.codec = codec;
        this.texts = texts;
        this.severities = severities;
    }

    public List<Candidate> in(List<Window> windows) {
        List<String> features = codec.features();
        double[] unusual = new double[features.size()];
        float[] vector = new float[features.size()];
        for (Window window : windows) {
            codec.encode(window, vector, 0);
            for (int i = 0; i < vector.length; i++) {
                unusual[i] += vector[i] * vector[i];
            }
        }
        Map<Candidate, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < unusual.length; i++) {
            Candidate candidate = of(features.get(i));
            if (candidate != null) {
                weights.merge(candidate, unusual[i], Math::max);
            }
        }
        List<Candidate> all = new ArrayList<>(weights.keySet());
        Map<Candidate, Double> rank = new HashMap<>(weights);
        all.sort(Comparator.comparingDouble((Candidate one) -> rank.getOrDefault(one, 0.0))
                .reversed());
        return List.copyOf(all);
    }

    /** Null for what is not of the logs: the time of day. */
    private @Nullable Candidate of(String feature) {
        int colon = feature.indexOf(':');
        String rest = feature.substring(colon + 1);
        return switch (colon < 0 ? feature : feature.substring(0, colon)) {
            case "template" -> new Candidate(CauseKind.TEMPLATE, rest, texts.apply(rest), severities.apply(rest));
            case "value" -> new Candidate(CauseKind.VALUE, rest, value(rest), null);
            case "exception" -> new Candidate(CauseKind.EXCEPTION, rest, rest, null);
            case "field" -> field(rest.substring(rest.indexOf(':') + 1));
            case "severity", "ERROR_SHARE" -> new Candidate(CauseKind.SEVERITIES, "", "events at WARN or worse", null);
            case "SILENCE" -> new Candidate(CauseKind.SILENCE, "", "gaps without any event", null);
            default -> null;
        };
    }

    private static Candidate field(String name) {
        return new Candidate(CauseKind.FIELD, name, name, null);
    }

    /** {@code id#slot=value}: what it is a value of. */
    private String value(String key) {
        int hash = key.indexOf(OPENS_VALUE);
        int equals = key.indexOf('=', hash);
        return hash < 0 || equals < 0 ? key : key.substring(equals + 1) + " in: " + texts.apply(key.substring(0, hash));
    }
}
