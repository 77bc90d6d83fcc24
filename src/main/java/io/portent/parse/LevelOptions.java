package io.portent.parse;

import io.portent.event.Severity;
import java.util.HashMap;
import java.util.Map;

/** What log4j writes for a level where its pattern says more than {@code %p}: {@code {length=1}}, {@code {WARN=Warning, ERROR=Oh no}}. */
final class LevelOptions {
    private LevelOptions() {}

    static PatternStep.Level step(PatternNode.Word word) {
        PatternNode.Width width = word.width();
        Map<String, Severity> names = new HashMap<>();
        for (String option : word.options()) {
            for (String part : option.split(",", -1)) {
                int equals = part.indexOf('=');
                String key = equals < 0 ? "" : part.substring(0, equals).strip();
                String value = part.substring(equals + 1).strip();
                if (key.equals("length") && value.length() < 4 && Draft.plainNumber(value) > 0) {
                    width = new PatternNode.Width(width.min(), (int) Draft.plainNumber(value), width.padsRight(), true);
                } else if (Severity.of(key) != Severity.UNKNOWN) {
                    names.put(value, Severity.of(key));
                }
            }
        }
        return new PatternStep.Level(width, Map.copyOf(names));
    }
}
