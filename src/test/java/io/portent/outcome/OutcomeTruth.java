package io.portent.outcome;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.health.HealthState;
import io.portent.health.Intervention;
import io.portent.health.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definitions once more, looking at everything at once: all reds, then all alarms, then all onsets. One forecast per minute. */
final class OutcomeTruth {
    private final String words;
    private final LabelTruth truth;
    private final List<Intervention> acts;
    private final int horizon;
    private final int warning;
    final List<Outcome> outcomes = new ArrayList<>();
    int unjudged;

    /** Minutes. */
    private record Rung(int from, int last) {}

    OutcomeTruth(String words, List<Label> labels, List<Intervention> acts, int horizon, int warning) {
        this.words = words;
        this.truth = new LabelTruth(labels, HealthState.RED);
        this.acts = acts;
        this.horizon = horizon;
        this.warning = warning;
        List<Rung> alarms = alarms();
        for (Rung alarm : alarms) {
            if (onsetAfter(alarm) == null) {
                end(alarm);
            }
        }
        for (Instant onset : truth.onsets()) {
            int minute = minute(onset);
            if (minute > 0 && minute < words.length()) {
                judge(minute, alarms);
            }
        }
    }

    private static int minute(Instant time) {
        return (int) Duration.between(Histories.START, time).toMinutes();
    }

    private boolean standing(int minute) {
        return truth.inBad(Histories.minute(minute));
    }

    private boolean onset(int after, int upTo) {
        return truth.onsetIn(Histories.minute(after), Histories.minute(upTo));
    }

    private boolean rings(int minute) {
        char word = words.charAt(minute);
        return (word == 'r' || word == 'R') && !standing(minute) && !(word == 'R' && echo(minute));
    }

    private boolean echo(int minute) {
        int back = minute - 1;
        boolean stood = standing(minute);
        while (back >= 0 && (standing(back) || words.charAt(back) == 'R' || words.charAt(back) == ' ')) {
            stood |= standing(back);
            back--;
        }
        return stood || onset(Math.max(0, back), minute);
    }

    private List<Rung> alarms() {
        List<Rung> alarms = new ArrayList<>();
        Rung open = null;
        for (int minute = 0; minute < words.length(); minute++) {
            if (!rings(minute)) {
                continue;
            }
            if (open != null && minute <= open.last + horizon && !onset(open.last, minute)) {
                open = new Rung(open.from, minute);
                alarms.set(alarms.size() - 1, open);
            } else {
                open = new Rung(minute, minute);
                alarms.add(open);
            }
        }
        return alarms;
    }

    private @Nullable Integer onsetAfter(Rung alarm) {
        for (int minute = alarm.last + 1; minute <= alarm.last + horizon && minute < words.length(); minute++) {
            if (onset(minute - 1, minute)) {
                return minute;
            }
        }
        return null;
    }

    private void end(Rung alarm) {
        int end = alarm.last + horizon;
        if (end >= words.length() - 1 || !truth.covers(Histories.minute(alarm.from), Histories.minute(end))) {
            return;
        }
        boolean acted = acts.stream().anyMatch(act -> minute(act.time()) >= alarm.from && minute(act.time()) <= end);
        OutcomeKind kind = acted ? OutcomeKind.INTERVENED : OutcomeKind.FALSE_ALARM;
        outcomes.add(new Outcome("shop", "m", kind, Histories.minute(end), null));
    }

    private void judge(int onset, List<Rung> alarms) {
        for (Rung alarm : alarms) {
            Integer follows = onsetAfter(alarm);
            Integer first = follows != null && follows == onset ? first(alarm, onset) : null;
            if (first != null) {
                if (truth.covers(Histories.minute(alarm.from), Histories.minute(onset))) {
                    Duration lead = Duration.ofMinutes(onset - first);
                    outcomes.add(new Outcome("shop", "m", OutcomeKind.TRUE_ALARM, Histories.minute(onset), lead));
                } else {
                    unjudged++;
                }
                return;
            }
        }
        for (int minute = Math.max(0, onset - horizon); minute < onset - warning; minute++) {
            boolean asked = words.charAt(minute) != ' '
                    && !standing(minute)
                    && !(words.charAt(minute) == 'R' && echo(minute))
                    && truth.covers(
                            Histories.minute(minute), Histories.minute(minute).plusSeconds(1));
            if (asked) {
                outcomes.add(new Outcome("shop", "m", OutcomeKind.MISSED_ONSET, Histories.minute(onset), null));
                return;
            }
        }
        unjudged++;
    }

    private @Nullable Integer first(Rung alarm, int onset) {
        for (int minute = Math.max(alarm.from, onset - horizon); minute <= alarm.last; minute++) {
            if (rings(minute) && minute < onset - warning) {
                return minute;
            }
        }
        return null;
    }
}
