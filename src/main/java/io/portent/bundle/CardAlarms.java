package io.portent.bundle;

import io.portent.health.HealthState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the alarm budget allowed on the training time, of answers by members that had not learnt from it.
 *
 * @param onsets that there were
 * @param warned of these, in time
 * @param falseAlarmsPerWeek per entity; NaN where there was no time to ring in
 * @param medianLead null if nothing was warned of
 * @param atHalf where less than half of the onsets was warned of: false alarms per entity and week that half of them would have
 *     cost; null where half was warned of, and where no threshold warns of so many
 */
public record CardAlarms(
        HealthState level,
        Duration horizon,
        int onsets,
        int warned,
        double falseAlarmsPerWeek,
        @Nullable Duration medianLead,
        @Nullable Double atHalf) {
    /** Share of the onsets that were warned of; NaN without any. */
    public double recall() {
        return onsets == 0 ? Double.NaN : (double) warned / onsets;
    }
}
