package io.portent.config;

import io.portent.health.HealthState;
import io.portent.health.SourceKind;
import io.portent.health.Trust;
import io.portent.rule.LabelRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of {@code labels}. */
final class LabelsSection {
    private LabelsSection() {}

    static Supplier<LabelsConfig> read(Settings settings) {
        Setting<List<String>> files = settings.many(Key.LABELS_FILES, Values::glob);
        Setting<Optional<HealthState>> state = settings.one(
                Key.LABELS_DEFAULT,
                text -> Values.choice(
                        Map.of("unknown", Optional.empty(), "green", Optional.of(HealthState.GREEN)),
                        List.of("unknown", "green"),
                        text));
        Setting<List<SourceKind>> order = settings.many(Key.LABELS_TRUST, LabelsSection::kind);
        Setting<Double> least = settings.one(Key.LABELS_LEAST_CONFIDENCE, Values::share);
        Supplier<List<LabelRule>> rules = RuleSection.readAll(settings);
        if (order.isSound()
                && new HashSet<>(order.value()).size() < order.value().size()) {
            settings.reject("must name each kind of source once", order);
        }
        return () -> new LabelsConfig(
                files.value(), state.value().orElse(null), new Trust(order.value(), least.value()), rules.get());
    }

    /** Suggestions are never believed, so they have no place in the order. */
    private static SourceKind kind(String text) {
        List<SourceKind> kinds = Trust.DEFAULT.order();
        Map<String, SourceKind> named =
                kinds.stream().collect(Collectors.toMap(SourceKind::label, Function.identity()));
        return Values.choice(named, kinds.stream().map(SourceKind::label).toList(), text);
    }
}
