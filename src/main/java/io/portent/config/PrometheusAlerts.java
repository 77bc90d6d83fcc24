package io.portent.config;

import io.portent.feed.AlertMapping;
import io.portent.feed.AlertRule;
import io.portent.feed.Glob;
import io.portent.feed.prometheus.Watched;
import io.portent.health.HealthState;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The entries of {@code labels.prometheus.alerts}: alerts by name, and expressions. */
final class PrometheusAlerts {
    private static final String LIST = "labels.prometheus.alerts";

    /** A comparison that keeps zeros alone: none of its values can ever tell a state. */
    private static final Pattern ONLY_ZEROS = Pattern.compile("==\\s*0(\\.0*)?\\s*$");

    private static final Pattern JOINED = Pattern.compile("\\b(and|or|unless|bool)\\b");

    private final List<Entry> entries;

    private PrometheusAlerts(List<Entry> entries) {
        this.entries = entries;
    }

    static PrometheusAlerts read(Settings settings, Setting<Optional<URI>> url) {
        List<Entry> entries = settings.each(LIST, index -> new Entry(settings, index));
        entries.forEach(entry -> entry.check(settings));
        refuseRepeated(settings, entries);
        if (url.isSound() && url.value().isEmpty() && !entries.isEmpty()) {
            settings.reject("needs labels.prometheus.url beside the list", entries.get(0).state, url);
        }
        return new PrometheusAlerts(entries);
    }

    /** The series of an expression can have one meaning only. */
    private static void refuseRepeated(Settings settings, List<Entry> entries) {
        Map<String, String> keys = new HashMap<>();
        for (Entry entry : entries) {
            if (entry.expression.isSound() && entry.expression.value().isPresent()) {
                String first = keys.putIfAbsent(entry.expression.value().get(), entry.expression.key());
                if (first != null) {
                    settings.reject("must be unique, " + first + " is the same", entry.expression);
                }
            }
        }
    }

    /** Rules of this list are asked before those of the webhook; where there are only expressions, alerts are not asked for. */
    @Nullable
    AlertMapping mapping(AlertMapping webhook) {
        List<AlertRule> rules =
                entries.stream().map(Entry::rule).filter(Objects::nonNull).toList();
        return rules.isEmpty() && !entries.isEmpty() ? null : webhook.after(rules);
    }

    List<Watched> expressions() {
        return entries.stream().map(Entry::watched).filter(Objects::nonNull).toList();
    }

    private static final class Entry {
        private final Setting<Optional<String>> name;
        private final Setting<Optional<String>> expression;
        private final Setting<Optional<HealthState>> state;
        private final Setting<String> label;

        Entry(Settings settings, int index) {
            name = settings.maybe(Key.PROMETHEUS_ALERTS_ALERTNAME.path(index), Values::text);
            expression = settings.maybe(Key.PROMETHEUS_ALERTS_EXPR.path(index), Values::text);
            state = settings.one(
                    Key.PROMETHEUS_ALERTS_STATE, Key.PROMETHEUS_ALERTS_STATE.path(index), FeedsSection::meaning);
            label = settings.one(
                    Key.PROMETHEUS_ALERTS_ENTITY_LABEL, Key.PROMETHEUS_ALERTS_ENTITY_LABEL.path(index), Values::text);
        }

        void check(Settings settings) {
            if (!name.isSound() || !expression.isSound() || expression.value().isEmpty()) {
                return;
            }
            String text = expression.value().get();
            if (name.value().isPresent()) {
                settings.reject("excludes alertname; write two entries", expression, name);
            } else if (ONLY_ZEROS.matcher(text).find() && !JOINED.matcher(text).find()) {
                settings.reject(
                        "has only the value 0, which stands for no state; write == bool 0 for what is bad at 0",
                        expression);
            } else if (state.isSound() && state.value().isEmpty()) {
                settings.reject("must be red or orange with expr, was \"ignore\"", state);
            }
        }

        @Nullable
        AlertRule rule() {
            return expression.value().isPresent()
                    ? null
                    : new AlertRule(
                            name.value().map(Glob::new).orElse(Glob.ANY),
                            null,
                            state.value().orElse(null));
        }

        @Nullable
        Watched watched() {
            return expression.value().isEmpty()
                    ? null
                    : new Watched(expression.value().get(), state.value().orElseThrow(), label.value());
        }
    }
}
