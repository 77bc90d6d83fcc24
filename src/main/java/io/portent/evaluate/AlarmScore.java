package io.portent.evaluate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How alarms matched onsets. An alarm is a run of alarmed moments; it is false if no onset follows within the horizon of any
 * of them.
 *
 * @param warned onsets with an alarmed moment before them, within the horizon and no later than the warning time
 * @param falseAlarmsPerWeek per entity
 * @param medianLead from the first such moment to the onset; null if nothing was warned of
 */
public record AlarmScore(
        int onsets,
        int warned,
        int alarms,
        int falseAlarms,
        double falseAlarmsPerWeek,
        @Nullable Duration medianLead) {}
