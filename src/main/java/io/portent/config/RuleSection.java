package io.portent.config;

import io.portent.health.HealthState;
import io.portent.rule.Condition;
import io.portent.rule.LabelRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of one entry of {@code labels.rules}, and the rule that exactly one of them is a condition. */
final class RuleSection {
    private static final String LIST = "labels.rules";

    private final Settings settings;
    private final int index;
    private final Setting<HealthState> state;
    private final Setting<Duration> holding;
    private final Setting<Double> confidence;
    private final List<Setting<Optional<Condition>>> conditions = new ArrayList<>();

    private RuleSection(Settings settings, int index) {
        this.settings = settings;
        this.index = index;
        state = settings.one(
                Key.LABELS_RULES_STATE,
                Key.LABELS_RULES_STATE.path(index),
                text -> Values.choice(
                        Map.of("red", HealthState.RED, "orange", HealthState.ORANGE), List.of("red", "orange"), text));
        holding = settings.one(Key.LABELS_RULES_FOR, Key.LABELS_RULES_FOR.path(index), Durations::parse);
        confidence = settings.one(Key.LABELS_RULES_CONFIDENCE, Key.LABELS_RULES_CONFIDENCE.path(index), Values::share);
        condition(Key.LABELS_RULES_ERRORS_PER_MINUTE, text -> new Condition.ErrorsPerMinute(Values.positive(text)));
        condition(Key.LABELS_RULES_EXCEPTION, text -> new Condition.Thrown(Values.text(text)));
        condition(Key.LABELS_RULES_SHARE_5XX, RuleSection::share);
        condition(
                Key.LABELS_RULES_SILENCE,
                text -> new Condition.Silence(
                        Values.atLeast(Duration.ofSeconds(1)).parse(text)));
        condition(Key.LABELS_RULES_KILL, RuleSection::kill);
        condition(
                Key.LABELS_RULES_FATAL,
                text -> new Condition.Fatal(Values.count(Key.LABELS_RULES_FATAL).parse(text)));
    }

    static Supplier<List<LabelRule>> readAll(Settings settings) {
        List<RuleSection> sections = settings.each(LIST, index -> new RuleSection(settings, index));
        sections.forEach(RuleSection::check);
        return () -> sections.stream().map(RuleSection::build).toList();
    }

    private void condition(Key key, Settings.Parser<Condition> parser) {
        conditions.add(settings.maybe(key.path(index), parser));
    }

    private static Condition share(String text) {
        return new Condition.ServerErrors(Values.portion(text));
    }

    private static Condition kill(String text) {
        if (!text.trim().equals("true")) {
            throw Values.refused("true, or the key left out", text);
        }
        return new Condition.Kill();
    }

    private List<Setting<Optional<Condition>>> given() {
        return conditions.stream()
                .filter(setting -> !setting.isSound() || setting.value().isPresent())
                .toList();
    }

    private void check() {
        List<Setting<Optional<Condition>>> given = given();
        if (given.isEmpty()) {
            settings.reject("needs one condition beside it: " + names(), state);
        } else if (given.size() > 1) {
            settings.reject("goes without " + name(given.get(0)) + ": a rule has one condition", given.get(1));
        }
    }

    private static String names() {
        return Arrays.stream(Key.values())
                .filter(Key::isCondition)
                .map(key -> key.path().substring(LIST.length() + 3))
                .collect(Collectors.joining(", "));
    }

    private static String name(Setting<?> setting) {
        return setting.key().substring(setting.key().lastIndexOf('.') + 1);
    }

    private LabelRule build() {
        Condition condition = given().get(0).value().orElseThrow();
        return new LabelRule(state.value(), holding.value(), confidence.value(), condition);
    }
}
