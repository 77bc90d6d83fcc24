package io.portent.feed;

import io.portent.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What alerts mean: the first rule that speaks of one decides, and where none does its severity. */
public record AlertMapping(List<AlertRule> rules) {
    /** Alerts about this agent's forecasts begin so. */
    private static final String OWN = "portent";

    public AlertMapping {
        rules = List.copyOf(rules);
    }

    /** The same with further rules that are asked first. */
    public AlertMapping after(List<AlertRule> first) {
        List<AlertRule> all = new ArrayList<>(first);
        all.addAll(rules);
        return new AlertMapping(all);
    }

    /** Null: it says nothing about health. */
    public @Nullable HealthState state(Map<String, String> labels) {
        for (AlertRule rule : rules) {
            if (rule.speaksOf(labels)) {
                return rule.state();
            }
        }
        return switch (labels.getOrDefault("severity", "").toLowerCase(Locale.ROOT)) {
            case "critical", "page" -> HealthState.RED;
            case "warning" -> HealthState.ORANGE;
            default -> null;
        };
    }

    /** A forecast that is learnt from would confirm itself. No rule can allow it. */
    public static boolean isOwn(Map<String, String> labels) {
        String name = labels.getOrDefault("alertname", "");
        return name.regionMatches(true, 0, OWN, 0, OWN.length());
    }
}
