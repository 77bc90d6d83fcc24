package io.portent.feed.prometheus;

import io.portent.feed.AlertMapping;
import io.portent.feed.EntityNaming;
import io.portent.feed.Ignored;
import io.portent.feed.Note;
import io.portent.health.HealthState;
import io.portent.store.LabelKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An expression, and what its series mean. */
interface Question {
    String expression();

    /** What the label of a series says. */
    record Meaning(String entity, HealthState state, String note) {}

    /** Null where a series says nothing; {@link #ignored} says why. */
    @Nullable
    Meaning meaning(Map<String, String> labels);

    @Nullable
    Ignored ignored(Map<String, String> labels);

    /** With what the keys of all its labels begin. */
    default String prefix() {
        return PrometheusFeed.SOURCE + ":" + LabelKey.digest(expression()) + ":";
    }

    /** With what the keys of one series' labels begin. */
    default String prefix(Map<String, String> labels) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(labels).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        return prefix() + LabelKey.digest(parts.toArray(String[]::new)) + ":";
    }

    /** All alerts that fired. */
    record Alerts(AlertMapping mapping, EntityNaming entities) implements Question {
        @Override
        public String expression() {
            return "ALERTS{alertstate=\"firing\"}";
        }

        @Override
        public @Nullable Meaning meaning(Map<String, String> labels) {
            HealthState state = mapping.state(labels);
            String entity = entities.of(labels);
            return ignored(labels) != null || state == null || entity == null
                    ? null
                    : new Meaning(entity, state, Note.of(labels.getOrDefault("alertname", "")));
        }

        @Override
        public @Nullable Ignored ignored(Map<String, String> labels) {
            if (AlertMapping.isOwn(labels)) {
                return Ignored.OWN_ALERT;
            }
            if (mapping.state(labels) == null) {
                return Ignored.NOT_MAPPED;
            }
            return entities.of(labels) == null ? Ignored.NO_ENTITY : null;
        }
    }

    /** An expression of the configuration. */
    record Expression(Watched watched, EntityNaming entities) implements Question {
        @Override
        public String expression() {
            return watched.expression();
        }

        @Override
        public @Nullable Meaning meaning(Map<String, String> labels) {
            String entity = entities.of(labels);
            return entity == null ? null : new Meaning(entity, watched.state(), Note.of(watched.expression()));
        }

        @Override
        public @Nullable Ignored ignored(Map<String, String> labels) {
            return entities.of(labels) == null ? Ignored.NO_ENTITY : null;
        }
    }
}
