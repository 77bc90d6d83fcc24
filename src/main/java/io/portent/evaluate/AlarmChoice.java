package io.portent.evaluate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A threshold, and what it came to on time that the model had not learnt from.
 *
 * @param threshold above 1 where even certainty rings too often
 * @param kept an alarm that rings goes on down to here
 * @param onsets that there were
 * @param warned of these, in time
 * @param falseAlarmsPerWeek per entity; NaN where there was no time to ring in
 * @param medianLead null if nothing was warned of
 * @param atHalf where less than half of the onsets was warned of: false alarms per entity and week that half of them would have
 *     cost; null where half was warned of, and where no threshold warns of so many
 */
public record AlarmChoice(
        double threshold,
        double kept,
        int onsets,
        int warned,
        double falseAlarmsPerWeek,
        @Nullable Duration medianLead,
        @Nullable Double atHalf) {}
