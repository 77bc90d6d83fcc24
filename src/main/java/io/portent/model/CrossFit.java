package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Trains the ensemble: each network learns from all blocks of the training span but its own, and stops by its own. */
public final class CrossFit implements BlockFit.Learning<byte[]> {
    private final NetworkFactory networks;
    private final ModelSpec spec;
    private final Horizons horizons;
    private final Workers workers;
    private final TrainingListener listener;

    public CrossFit(
            NetworkFactory networks, ModelSpec spec, Horizons horizons, Workers workers, TrainingListener listener) {
        this.networks = networks;
        this.spec = spec;
        this.horizons = horizons;
        this.workers = workers;
        this.listener = listener;
    }

    /** Members are saved networks. */
    public BlockFit.Fitted<byte[]> fit(List<EncodedRun> runs) {
        return fit(runs, Instant.MAX);
    }

    /** @param until nothing that is known only later is learnt from */
    public BlockFit.Fitted<byte[]> fit(List<EncodedRun> runs, Instant until) {
        return new BlockFit<>(this, spec.ensemble(), horizons, workers).fit(runs, until);
    }

    @Override
    public Optional<byte[]> learn(
            int member, List<EncodedRun> runs, Predicate<Instant> learn, Predicate<Instant> heldOut) {
        List<Chunk> taught = chunks(runs, learn);
        if (taught.isEmpty()) {
            return Optional.empty();
        }
        ModelSpec own = spec.withSeed(spec.seed() + member);
        return Optional.of(new Trainer(networks, own, listener).train(member, taught, chunks(runs, heldOut)));
    }

    private List<Chunk> chunks(List<EncodedRun> runs, Predicate<Instant> counts) {
        List<Chunk> chunks = new ArrayList<>();
        for (EncodedRun run : runs) {
            chunks.addAll(Chunk.of(run, spec, step -> counts.test(run.run().moment(step))));
        }
        chunks.removeIf(chunk -> !chunk.teaches());
        return chunks;
    }

    @Override
    public HazardModel open(byte[] member, EncodedRun like) {
        Network network = networks.restore(member, spec, like.features(), like.outputs());
        return new Recurrent(List.of(network), spec.dataWindow());
    }
}
