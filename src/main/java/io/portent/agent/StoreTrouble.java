package io.portent.agent;

import io.portent.metrics.StoreMeter;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the store could not do, and says it: each kind of trouble once, however often it is met, and once that it is over.
 * Owned by the store's thread, but for {@link #count}, which is thread-safe.
 */
final class StoreTrouble {
    private static final Logger log = LoggerFactory.getLogger(StoreTrouble.class);

    private final StoreMeter meter;
    private final Duration betweenTries;
    private final Set<Problem> said = EnumSet.noneOf(Problem.class);

    StoreTrouble(StoreMeter meter, Duration betweenTries) {
        this.meter = meter;
        this.betweenTries = betweenTries;
    }

    /** As metrics name it. */
    static String label(Problem problem) {
        return problem.name().toLowerCase(Locale.ROOT);
    }

    void count(StoreException failure) {
        meter.failed(label(failure.problem()));
    }

    void met(StoreException failure) {
        count(failure);
        if (said.add(failure.problem())) {
            log.error(
                    "the store fails, forecasts go on, tried again every {} s: {}",
                    betweenTries.toSeconds(),
                    failure.getMessage());
        }
    }

    /** A defect of ours, or a store that breaks its promises. What could not be stored is tried again all the same. */
    void defect(RuntimeException defect) {
        meter.failed(label(Problem.OTHER));
        if (said.add(Problem.OTHER)) {
            log.error(
                    "the store fails, forecasts go on, tried again every {} s: a defect",
                    betweenTries.toSeconds(),
                    defect);
        }
    }

    void over() {
        if (!said.isEmpty()) {
            said.clear();
            log.info("the store works again");
        }
    }
}
