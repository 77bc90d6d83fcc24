package io.portent.model.baseline;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import io.portent.model.BlockFit;
import io.portent.model.HazardModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Logistic regression fitted block by block, for its answers about what it has not learnt from; it needs nothing to stop by. */
public record LogisticFolds(Horizons horizons, int dataWindow) implements BlockFit.Learning<Logistic> {
    @Override
    public Optional<Logistic> learn(
            int member, List<EncodedRun> runs, Predicate<Instant> learn, Predicate<Instant> heldOut) {
        return Optional.of(Logistic.fit(runs, horizons, dataWindow, learn));
    }

    @Override
    public HazardModel open(Logistic member, EncodedRun like) {
        return member;
    }
}
