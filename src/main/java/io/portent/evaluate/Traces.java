package io.portent.evaluate;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what was forecast, to be shown beside what happened: 9 bytes per moment and horizon, and 8 per moment. Not thread-safe. */
public final class Traces implements Consumer<Forecast> {
    private final int horizons;
    private final Map<String, Kept> entities = new LinkedHashMap<>();

    /** Grows. */
    private static final class Kept {
        private long[] times = new long[64];
        private float[] chances;
        private byte[] states;
        private int size;

        Kept(int horizons) {
            chances = new float[2 * 64 * horizons];
            states = new byte[64 * horizons];
        }
    }

    public Traces(int horizons) {
        this.horizons = horizons;
    }

    /** An entity's come in time order. */
    @Override
    public void accept(Forecast forecast) {
        Kept kept = entities.computeIfAbsent(forecast.entity(), entity -> new Kept(horizons));
        if (kept.size == kept.times.length) {
            kept.times = Arrays.copyOf(kept.times, 2 * kept.size);
            kept.chances = Arrays.copyOf(kept.chances, 2 * kept.chances.length);
            kept.states = Arrays.copyOf(kept.states, 2 * kept.states.length);
        }
        int step = kept.size++;
        kept.times[step] = forecast.time().toEpochMilli();
        for (int i = 0; i < horizons; i++) {
            HorizonForecast one = forecast.horizons().get(i);
            int at = step * horizons + i;
            kept.chances[2 * at] = (float) (1 - one.green());
            kept.chances[2 * at + 1] = (float) one.red();
            kept.states[at] = rank(one.state());
        }
    }

    private static byte rank(@Nullable HealthState state) {
        if (state == null) {
            return -1;
        }
        return switch (state) {
            case GREEN -> 0;
            case ORANGE -> 1;
            case RED -> 2;
        };
    }

    public List<String> entities() {
        return List.copyOf(entities.keySet());
    }

    /** Of one entity, in at most so many pieces; empty of one that was never forecast. */
    public Trace of(String entity, Instant from, Instant until, int most) {
        Kept kept = entities.getOrDefault(entity, new Kept(horizons));
        return new Trace(
                        entity,
                        horizons,
                        Arrays.copyOf(kept.times, kept.size),
                        Arrays.copyOf(kept.chances, 2 * kept.size * horizons),
                        Arrays.copyOf(kept.states, kept.size * horizons))
                .between(from, until, most);
    }

    /** All of one entity. */
    public Trace of(String entity, int most) {
        Kept kept = entities.getOrDefault(entity, new Kept(horizons));
        return kept.size == 0
                ? of(entity, Instant.EPOCH, Instant.EPOCH, most)
                : of(
                        entity,
                        Instant.ofEpochMilli(kept.times[0]),
                        Instant.ofEpochMilli(kept.times[kept.size - 1]),
                        most);
    }
}
