package io.portent.store.jdbc;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A forecast as bytes, but for its entity and time. The probabilities are kept to the last bit: they must sum to one again. */
final class ForecastBytes {
    private static final int FORMAT = 1;
    private static final int UNKNOWN = 0;

    private ForecastBytes() {}

    static byte[] write(Forecast forecast) {
        ByteSink out = new ByteSink();
        out.one(FORMAT);
        out.number(forecast.horizons().size());
        for (HorizonForecast one : forecast.horizons()) {
            out.duration(one.horizon());
            out.one(code(one.state()));
            out.eight(Double.doubleToLongBits(one.green()));
            out.eight(Double.doubleToLongBits(one.orange()));
            out.eight(Double.doubleToLongBits(one.red()));
        }
        String why = forecast.unknown();
        out.one(why == null ? 0 : 1);
        if (why != null) {
            out.text(why);
        }
        return out.bytes();
    }

    static Forecast read(String entity, Instant time, byte[] bytes) throws BrokenBytesException {
        ByteSource in = new ByteSource(bytes);
        int format = in.one();
        if (format != FORMAT) {
            throw new BrokenBytesException("format " + format + " of a forecast is unknown");
        }
        List<HorizonForecast> horizons = new ArrayList<>();
        for (int left = in.length(); left > 0; left--) {
            Duration horizon = in.duration();
            HealthState state = state(in.one());
            horizons.add(new HorizonForecast(horizon, probability(in), probability(in), probability(in), state));
        }
        String why = in.one() == 0 ? null : in.text();
        in.end();
        return new Forecast(entity, time, horizons, why);
    }

    private static double probability(ByteSource in) throws BrokenBytesException {
        return Double.longBitsToDouble(in.eight());
    }

    /** Fixed for ever. */
    static int code(@Nullable HealthState state) {
        if (state == null) {
            return UNKNOWN;
        }
        return switch (state) {
            case GREEN -> 1;
            case ORANGE -> 2;
            case RED -> 3;
        };
    }

    static @Nullable HealthState state(int code) throws BrokenBytesException {
        for (HealthState state : HealthState.values()) {
            if (code(state) == code) {
                return state;
            }
        }
        if (code == UNKNOWN) {
            return null;
        }
        throw new BrokenBytesException("state " + code);
    }
}
