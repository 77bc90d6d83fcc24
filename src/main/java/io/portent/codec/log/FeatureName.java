package io.portent.codec.log;

import io.portent.event.Severity;
import java.util.Locale;

/** Reads a feature's stored name back; the inverse of {@link Feature#name}. */
final class FeatureName {
    private FeatureName() {}

    /** @throws IllegalArgumentException for a name no version of this program has written */
    static Feature parse(String name) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return isClock(name) ? Feature.Clock.valueOf(name) : Feature.Shape.valueOf(name);
        }
        String rest = name.substring(colon + 1);
        return switch (name.substring(0, colon)) {
            case "severity" -> new Feature.SeverityCount(Severity.valueOf(rest));
            case "template" -> new Feature.TemplateCount(rest);
            case "value" -> new Feature.ValueCount(rest);
            case "exception" -> new Feature.ExceptionCount(rest);
            case "field" -> field(rest);
            default -> throw new IllegalArgumentException("unknown feature " + name);
        };
    }

    private static boolean isClock(String name) {
        return name.endsWith("_SIN") || name.endsWith("_COS");
    }

    private static Feature field(String rest) {
        int colon = rest.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("unknown feature field:" + rest);
        }
        Feature.Statistic statistic =
                Feature.Statistic.valueOf(rest.substring(0, colon).toUpperCase(Locale.ROOT));
        return new Feature.FieldValue(rest.substring(colon + 1), statistic);
    }
}
