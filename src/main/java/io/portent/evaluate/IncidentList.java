package io.portent.evaluate;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The onsets that alarms are scored by, each once, with what every horizon had said of it. Not thread-safe. */
final class IncidentList {
    private final HealthHistory health;
    private final Map<Key, List<Warning>> warnings = new LinkedHashMap<>();

    private record Key(String entity, HealthState level, Instant onset) {}

    IncidentList(HealthHistory health) {
        this.health = health;
    }

    /** What one horizon had said; they come in rising order. */
    void add(HealthState level, Duration horizon, List<Question> questions, AlarmScoring scoring) {
        for (AlarmScoring.Onset onset : scoring.onsets()) {
            int[] before = scoring.before(onset);
            double highest = Detection.highest(questions, before);
            Instant at = null;
            for (int i = before.length - 1; i >= 0; i--) {
                Question question = questions.get(before[i]);
                at = question.chance() == highest ? question.moment() : at;
            }
            Duration lead = scoring.lead(onset, i -> questions.get(i).alarm());
            warnings.computeIfAbsent(new Key(onset.entity(), level, onset.time()), key -> new ArrayList<>())
                    .add(new Warning(horizon, before.length > 0, lead, highest, at));
        }
    }

    List<Incident> all() {
        List<Incident> all = new ArrayList<>();
        warnings.forEach((key, said) -> all.add(new Incident(
                key.entity(),
                key.level(),
                key.onset(),
                health.of(key.entity()).endOf(key.level(), key.onset()),
                note(key),
                said)));
        all.sort(Comparator.comparing(Incident::onset)
                .thenComparing(Incident::entity)
                .thenComparing(Incident::level));
        return all;
    }

    /** Of the label that the onset is the start of; the first with anything to say. */
    private String note(Key key) {
        for (Label label : health.labels()) {
            boolean own = label.entity().isEmpty() || label.entity().equals(key.entity());
            boolean here = label.start().toEpochMilli() == key.onset().toEpochMilli();
            if (own
                    && here
                    && label.state().atLeast(key.level())
                    && !label.note().isBlank()) {
                return label.note();
            }
        }
        return "";
    }
}
