package io.portent.evaluate;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts alarms as a person on call would: a stretch of alarmed moments rings once. */
final class AlarmScoring {
    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    private final HealthHistory health;
    private final HealthState level;
    private final Duration warning;
    private final Duration horizon;

    private int onsets;
    private int alarms;
    private int falseAlarms;
    private double weeks;
    private final List<Duration> leads = new ArrayList<>();

    private AlarmScoring(HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        this.health = health;
        this.level = level;
        this.warning = warning;
        this.horizon = horizon;
    }

    /** @param questions of each entity in time order */
    static AlarmScore of(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        AlarmScoring scoring = new AlarmScoring(health, level, warning, horizon);
        Map<String, List<Question>> series = new LinkedHashMap<>();
        for (Question question : questions) {
            series.computeIfAbsent(question.entity(), e -> new ArrayList<>()).add(question);
        }
        series.forEach(scoring::entity);
        return scoring.score();
    }

    private void entity(String entity, List<Question> series) {
        Timeline timeline = health.of(entity);
        Instant first = series.get(0).moment();
        Instant last = series.get(series.size() - 1).moment();
        weeks += Duration.between(first, last).toSeconds() / WEEK_SECONDS;
        countAlarms(timeline, series);
        for (Instant onset : timeline.onsets(level, first.plusMillis(1), last.plus(horizon))) {
            if (timeline.unsure(onset)) {
                continue; // no question asked for it: it can be neither met nor missed
            }
            onsets++;
            Duration lead = lead(series, onset);
            if (lead != null) {
                leads.add(lead);
            }
        }
    }

    private void countAlarms(Timeline timeline, List<Question> series) {
        boolean on = false;
        boolean justified = false;
        for (Question question : series) {
            if (question.alarm()) {
                alarms += on ? 0 : 1;
                justified = (on && justified)
                        || timeline.onset(
                                        level,
                                        question.moment(),
                                        question.moment().plus(horizon))
                                != null;
            } else if (on) {
                falseAlarms += justified ? 0 : 1;
                justified = false;
            }
            on = question.alarm();
        }
        falseAlarms += on && !justified ? 1 : 0;
    }

    /** From the first alarmed moment within the horizon before the onset; null if there is none in time. */
    private @Nullable Duration lead(List<Question> series, Instant onset) {
        for (int i = firstAtOrAfter(series, onset.minus(horizon)); i < series.size(); i++) {
            Question question = series.get(i);
            if (!question.moment().isBefore(onset.minus(warning))) {
                return null;
            }
            if (question.alarm()) {
                return Duration.between(question.moment(), onset);
            }
        }
        return null;
    }

    private static int firstAtOrAfter(List<Question> series, Instant time) {
        int low = 0;
        int high = series.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (series.get(middle).moment().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private AlarmScore score() {
        double perWeek = weeks == 0 ? Double.NaN : falseAlarms / weeks;
        return new AlarmScore(onsets, leads.size(), alarms, falseAlarms, perWeek, median());
    }

    /** Of an even number, the mean of the two in the middle. */
    private @Nullable Duration median() {
        if (leads.isEmpty()) {
            return null;
        }
        leads.sort(null);
        Duration upper = leads.get(leads.size() / 2);
        Duration lower = leads.get((leads.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }
}
