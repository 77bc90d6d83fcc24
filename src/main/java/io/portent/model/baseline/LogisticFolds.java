package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.BlockFit;
import io.portent.model.HazardModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Logistic regression fitted block by block, for its answers about what it has not learnt from; it needs nothing to stop by.
 *
 * @param readsLogs false: the clock and the past alone
 */
public record LogisticFolds(Horizons horizons, int dataWindow, boolean readsLogs)
        implements BlockFit.Learning<Logistic> {
    @Override
    public Optional<Logistic> learn(
            int member, List<EncodedRun> runs, Predicate<Instant> learn, Predicate<Instant> heldOut) {
        return Optional.of(
                readsLogs
                        ? Logistic.fit(runs, horizons, dataWindow, learn)
                        : Logistic.ofHistory(runs, horizons, learn));
    }

    @Override
    public HazardModel open(Logistic member, EncodedRun like) {
        return member;
    }
}
