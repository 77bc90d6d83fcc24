package io.portent.evaluate;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts alarms as a person on call would: a stretch of alarmed moments rings once. What does not depend on which moments are
 * alarmed is found once, so that many thresholds can be tried.
 */
final class AlarmScoring {
    private static final double WEEK_SECONDS = Duration.ofDays(7).toSeconds();

    private final List<Question> questions;
    private final HealthState level;
    private final Duration warning;
    private final Duration horizon;
    /** Of each entity the indexes of its questions, in time order. */
    private final List<int[]> series = new ArrayList<>();
    /** Questions within whose horizon an onset follows; also one that comes too soon to be warned of. */
    private final BitSet justified = new BitSet();

    private final List<Onset> onsets = new ArrayList<>();
    private double weeks;

    /**
     * What can be met or missed.
     *
     * @param series it is an onset of
     * @param from place in the series of the first question within the horizon before it
     * @param to after the last that is no later than the warning time
     */
    record Onset(String entity, Instant time, int series, int from, int to) {}

    /** @param questions of each entity in time order, cheap to get at any place */
    AlarmScoring(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        this.questions = questions;
        this.level = level;
        this.warning = warning;
        this.horizon = horizon;
        byEntity(questions).forEach((entity, indexes) -> {
            series.add(indexes);
            entity(entity, health.of(entity), indexes);
        });
    }

    /** By the alarms that the questions were answered with. */
    static AlarmScore of(
            List<Question> questions, HealthHistory health, HealthState level, Duration warning, Duration horizon) {
        return new AlarmScoring(questions, health, level, warning, horizon)
                .score(i -> questions.get(i).alarm());
    }

    private static Map<String, int[]> byEntity(List<Question> questions) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Question question : questions) {
            counts.merge(question.entity(), 1, Integer::sum);
        }
        Map<String, int[]> indexes = new LinkedHashMap<>();
        counts.forEach((entity, count) -> indexes.put(entity, new int[count]));
        for (int i = questions.size() - 1; i >= 0; i--) {
            String entity = questions.get(i).entity();
            int place = counts.merge(entity, -1, Integer::sum);
            Objects.requireNonNull(indexes.get(entity))[place] = i;
        }
        return indexes;
    }

    private void entity(String entity, Timeline timeline, int[] indexes) {
        Instant first = questions.get(indexes[0]).moment();
        Instant last = questions.get(indexes[indexes.length - 1]).moment();
        weeks += Duration.between(first, last).toSeconds() / WEEK_SECONDS;
        for (int i : indexes) {
            Instant moment = questions.get(i).moment();
            justified.set(i, timeline.onset(level, moment, moment.plus(horizon)) != null);
        }
        for (Instant onset : timeline.onsets(level, first.plusMillis(1), last.plus(horizon))) {
            if (!timeline.unsure(onset)) { // else no question asked for it: it can be neither met nor missed
                int from = firstAtOrAfter(indexes, onset.minus(horizon));
                int to = firstAtOrAfter(indexes, onset.minus(warning));
                onsets.add(new Onset(entity, onset, series.size() - 1, from, Math.max(from, to)));
            }
        }
    }

    private int firstAtOrAfter(int[] indexes, Instant time) {
        int low = 0;
        int high = indexes.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (questions.get(indexes[middle]).moment().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All that can be met or missed. */
    List<Onset> onsets() {
        return onsets;
    }

    /** The questions in time before an onset, by their index. */
    int[] before(Onset onset) {
        return Arrays.copyOfRange(series.get(onset.series()), onset.from(), onset.to());
    }

    /** From the first of these questions that is alarmed; null if none is. */
    @Nullable
    Duration lead(Onset onset, IntPredicate alarmed) {
        int[] indexes = series.get(onset.series());
        for (int place = onset.from(); place < onset.to(); place++) {
            if (alarmed.test(indexes[place])) {
                return Duration.between(questions.get(indexes[place]).moment(), onset.time());
            }
        }
        return null;
    }

    /** @param alarmed by the index of the question */
    AlarmScore score(IntPredicate alarmed) {
        int alarms = 0;
        int falseAlarms = 0;
        for (int[] indexes : series) {
            boolean on = false;
            boolean right = false;
            for (int i : indexes) {
                boolean rings = alarmed.test(i);
                if (rings) {
                    alarms += on ? 0 : 1;
                    right = (on && right) || justified.get(i);
                } else {
                    falseAlarms += on && !right ? 1 : 0;
                }
                on = rings;
            }
            falseAlarms += on && !right ? 1 : 0;
        }
        List<Duration> leads = new ArrayList<>();
        for (Onset onset : onsets) {
            Duration lead = lead(onset, alarmed);
            if (lead != null) {
                leads.add(lead);
            }
        }
        double perWeek = weeks == 0 ? Double.NaN : falseAlarms / weeks;
        return new AlarmScore(onsets.size(), leads.size(), alarms, falseAlarms, perWeek, median(leads));
    }

    /** Of an even number, the mean of the two in the middle. */
    private static @Nullable Duration median(List<Duration> leads) {
        if (leads.isEmpty()) {
            return null;
        }
        leads.sort(null);
        Duration upper = leads.get(leads.size() / 2);
        Duration lower = leads.get((leads.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }
}
