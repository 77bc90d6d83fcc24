package io.portent.agent;

import io.portent.dataset.Horizons;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.model.Ringing;
import io.portent.model.Thresholds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rang at each entity's last moment, of as many entities as can be watched. Not thread-safe. */
final class StandingAlarms {
    private final Horizons horizons;
    private final int most;
    private final Map<String, Rung> byEntity = new LinkedHashMap<>();

    /** @param after what rang at the time, filled in by the forecaster */
    private record Rung(Instant time, Ringing before, Ringing after) {}

    StandingAlarms(Horizons horizons, int most) {
        this.horizons = horizons;
        this.most = most;
    }

    /** What rang at the moment before this one, to be changed to what rings now: the same again, if this one is asked about again. */
    Ringing at(String entity, Instant time) {
        Rung last = byEntity.remove(entity);
        Ringing before = last == null ? nothing() : last.time.isBefore(time) ? last.after : last.before;
        Ringing after = before.copy();
        byEntity.put(entity, new Rung(time, before, after));
        if (byEntity.size() > most) {
            byEntity.remove(byEntity.keySet().iterator().next()); // the one that was asked about the longest ago
        }
        return after;
    }

    /** What rang last, for a forecast that nothing is carried on from. */
    Ringing copy(String entity) {
        Rung last = byEntity.get(entity);
        return last == null ? nothing() : last.after.copy();
    }

    private Ringing nothing() {
        return new Ringing(horizons.horizons().size());
    }

    void forget(String entity) {
        byEntity.remove(entity);
    }

    /**
     * Goes through what was said before a restart, by the model of these thresholds. Told in order of time. Moments at which nobody forecast
     * are passed over, so that an alarm may stand for longer by as many.
     *
     * @param observed health at the time of the forecast; null: nobody says
     */
    void resume(Forecast said, Thresholds thresholds, @Nullable HealthState observed) {
        List<HorizonForecast> each = said.horizons();
        if (said.unknown() != null || each.size() != horizons.horizons().size()) {
            forget(said.entity());
            return;
        }
        Ringing ringing = at(said.entity(), said.time());
        for (int i = 0; i < each.size(); i++) {
            HorizonForecast one = each.get(i);
            Forecaster.state(ringing, thresholds, i, 1 - one.green(), one.red(), observed);
        }
    }
}
