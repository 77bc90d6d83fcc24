package io.portent.outcome;

import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One row of forecasts of one entity, followed through time: the only place that says what an alarm is and how it ended.
 *
 * <p>An alarm begins with a forecast that is red at some horizon while the entity does not stand in red. It lasts as long as
 * such forecasts come before the longest horizon of the last one has passed: what flickers rings once. It ends true with the
 * entity's onset of red, if one of its forecasts spoke of that onset and left more than the warning time. Otherwise it ends
 * when its last horizon has passed: false, or an intervention if somebody acted meanwhile. An onset is missed if a forecast that was known spoke
 * of its time, and no alarm did.
 *
 * <p>Not judged are an alarm during which nobody says how the entity was, and an onset about which nothing could be
 * said. A forecast of certain red that follows upon red is taken for the observation of it: the end of an incident is told late.
 * Not thread-safe.
 */
final class AlarmWatch {
    private final String entity;
    private final Duration warning;
    private final Consumer<Outcome> out;

    private final Deque<Said> asked = new ArrayDeque<>();
    private @Nullable Alarm alarm;
    private @Nullable Instant seen;
    private boolean echo;
    private int unjudged;

    AlarmWatch(String entity, Duration warning, Consumer<Outcome> out) {
        this.entity = entity;
        this.warning = warning;
        this.out = out;
    }

    /** Onsets of which no known forecast spoke, or before which nobody says how the entity was. */
    int unjudged() {
        return unjudged;
    }

    /** Whether an alarm stands. */
    boolean ringing() {
        return alarm != null;
    }

    /**
     * The next forecast; its time is not before that of the last one.
     *
     * @return whether it was a forecast, and not silence or an observation
     */
    boolean take(Said said, Known known) {
        settle(said.time(), known);
        HealthState now = known.timeline().at(said.time());
        echo = now == HealthState.RED
                || (echo && (said.word() == Said.Word.CERTAIN || said.word() == Said.Word.UNKNOWN));
        if (echo || said.word() == Said.Word.UNKNOWN) {
            return false;
        }
        if (said.word() != Said.Word.CALM) {
            ring(said);
        }
        if (now != null) {
            remember(said);
        }
        return true;
    }

    private void ring(Said red) {
        if (alarm == null) {
            alarm = new Alarm(red);
        } else {
            alarm.add(red);
        }
    }

    /** Keeps the last one that left the warning time, and those after it. */
    private void remember(Said said) {
        asked.addLast(said);
        Instant enough = said.time().minus(warning);
        while (asked.size() > 1 && second().time().isBefore(enough)) {
            asked.removeFirst();
        }
    }

    private Said second() {
        var each = asked.iterator();
        each.next();
        return each.next();
    }

    /** All that is known by this time comes out: onsets up to it, and the end of an alarm that has run out before it. */
    void settle(Instant time, Known known) {
        Instant from = seen == null ? time : seen;
        for (Instant onset = known.timeline().onset(HealthState.RED, from, time);
                onset != null;
                onset = known.timeline().onset(HealthState.RED, onset, time)) {
            expire(onset, known);
            judge(onset, known);
            echo = true;
        }
        expire(time, known);
        seen = seen == null || time.isAfter(seen) ? time : seen;
    }

    private void judge(Instant onset, Known known) {
        Alarm rung = alarm;
        Duration lead = rung == null ? null : rung.lead(onset, warning);
        alarm = null;
        if (rung != null && lead != null) {
            trueAlarm(rung, onset, lead, known);
            return;
        }
        Said last = lastInTime(onset);
        if (last == null) {
            unjudged++;
        } else {
            out.accept(new Outcome(entity, last.model(), OutcomeKind.MISSED_ONSET, onset, null));
        }
    }

    private void trueAlarm(Alarm rung, Instant onset, Duration lead, Known known) {
        if (known.timeline().covers(rung.began(), onset)) {
            out.accept(new Outcome(entity, rung.model(), OutcomeKind.TRUE_ALARM, onset, lead));
        } else {
            unjudged++;
        }
    }

    private @Nullable Said lastInTime(Instant onset) {
        Said last = null;
        for (Said said : asked) {
            boolean inTime = said.time().isBefore(onset.minus(warning)) && !onset.isAfter(said.reach());
            last = inTime ? said : last;
        }
        return last;
    }

    private void expire(Instant time, Known known) {
        Alarm rung = alarm;
        if (rung == null || !time.isAfter(rung.reach())) {
            return;
        }
        alarm = null;
        if (known.timeline().covers(rung.began(), rung.reach())) {
            boolean acted = known.interventions().within(entity, rung.began(), rung.reach());
            OutcomeKind kind = acted ? OutcomeKind.INTERVENED : OutcomeKind.FALSE_ALARM;
            out.accept(new Outcome(entity, rung.model(), kind, rung.reach(), null));
        }
    }
}
