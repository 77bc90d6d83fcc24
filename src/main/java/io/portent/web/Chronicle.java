package io.portent.web;

import io.portent.forecast.Forecast;
import io.portent.health.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was, and what is observed now. Called on several threads at once. What answers a query answers with JSON, and throws
 * {@link RefusedException} for what it does not understand and {@link UnavailableException} while the store cannot be read.
 */
public interface Chronicle {
    /** Remembers nothing. */
    Chronicle NONE = new Chronicle() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration staleAfter() {
            return Duration.ofDays(1);
        }

        @Override
        public boolean writable() {
            return false;
        }

        @Override
        public List<Observed> observed() {
            return List.of();
        }

        @Override
        public String history(Map<String, String> query) {
            throw new RefusedException("this agent keeps no history");
        }

        @Override
        public String receipts(Map<String, String> query) {
            throw new RefusedException("this agent keeps no history");
        }
    };

    /** By the clock of the agent, which in a replay is not that of the wall. */
    Instant now();

    /** A forecast that says something is never older than this while forecasts are made. */
    Duration staleAfter();

    /** Whether it is older than that, and so says nothing of now. */
    default boolean isLeftBehind(Forecast forecast) {
        return forecast.unknown() == null && forecast.time().isBefore(now().minus(staleAfter()));
    }

    /** Whether somebody who knows a token may tell what was. */
    boolean writable();

    /** Each entity's health, at the last forecast; the same list until there is another. */
    List<Observed> observed();

    /**
     * What was observed of an entity and what was forecast, in a bounded number of points.
     *
     * @param query {@code entity}, and perhaps {@code since} and {@code until}
     */
    String history(Map<String, String> query);

    /**
     * What an entity's forecasts came to.
     *
     * @param query {@code entity}, and perhaps {@code since}
     */
    String receipts(Map<String, String> query);
}
