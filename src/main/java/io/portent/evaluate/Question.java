package io.portent.evaluate;

import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.time.Instant;
import java.util.ArrayList;
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
     * The same, had alarms begun at one threshold and ended below another.
     *
     * @param questions of each entity in time order, one entity after the other
     */
    static List<Question> alarmed(List<Question> questions, double threshold, double kept) {
        List<Question> alarmed = new ArrayList<>(questions.size());
        Thresholds thresholds = new Thresholds(List.of(threshold), List.of(threshold), List.of(kept), List.of(kept));
        Ringing ringing = new Ringing(1);
        for (Question q : questions) {
            if (q.first) {
                ringing.silenceRed(0);
            }
            boolean rings = ringing.red(thresholds, 0, q.chance);
            alarmed.add(new Question(q.entity, q.moment, q.chance, q.onset, rings, q.first));
        }
        return alarmed;
    }
}
