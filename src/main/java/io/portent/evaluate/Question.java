package io.portent.evaluate;

import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * One answered question: does the entity enter the level within the horizon? Moments at which it already stands there, and
 * those whose horizon the labels do not cover, pose no question.
 *
 * @param chance the answer, in [0, 1]
 * @param onset what happened
 * @param alarm whether the answer was given as an alarm
 * @param first whether the moment before posed no question, so that no alarm of then goes on
 */
record Question(String entity, Instant moment, double chance, boolean onset, boolean alarm, boolean first) {
    /**
     * Which would have been alarms, had they begun at one threshold and ended below another.
     *
     * @param questions of each entity in time order, one entity after the other
     */
    static BitSet alarms(List<Question> questions, double threshold, double kept) {
        Thresholds thresholds = new Thresholds(List.of(threshold), List.of(threshold), List.of(kept), List.of(kept));
        Ringing ringing = new Ringing(1);
        BitSet alarms = new BitSet();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            if (question.first) {
                ringing.silenceRed(0);
            }
            alarms.set(i, ringing.red(thresholds, 0, question.chance));
        }
        return alarms;
    }
}
