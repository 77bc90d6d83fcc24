package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains the ensemble. The training span is cut into as many blocks of time as there are members; each member learns from
 * all blocks but its own, and stops by its own:
 *
 * <pre>
 *   member 0   [held out ] gap [learn            learn           ]
 *   member 1   [learn  ] gap [held out ] gap [learn              ]      gap: the longest horizon, so that no
 *   member 2   [learn           learn  ] gap [held out           ]      onset is a target on both sides
 * </pre>
 *
 * <p>So every window is learnt from, and every window has an answer of a member that has not learnt from it; thresholds
 * are chosen on those. A lone network holds out the last fifth.
 */
public final class CrossFit {
    private final NetworkFactory networks;
    private final ModelSpec spec;
    private final Horizons horizons;
    private final TrainingListener listener;

    public CrossFit(NetworkFactory networks, ModelSpec spec, Horizons horizons, TrainingListener listener) {
        this.networks = networks;
        this.spec = spec;
        this.horizons = horizons;
        this.listener = listener;
    }

    /**
     * A trained ensemble.
     *
     * @param members saved networks; fewer than asked for, or none, where blocks are so short that a block and its gaps
     *     leave nothing labelled to learn from
     * @param heldOut per run [step][level][horizon]: chances by the member that has not learnt from the step, NaN where
     *     there is none
     */
    public record Fitted(List<byte[]> members, Map<EncodedRun, float[]> heldOut) {}

    /** A half-open block of time. */
    private record Block(Instant from, Instant to) {
        boolean holds(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }

        Block widened(Duration gap) {
            return new Block(from.minus(gap), to.plus(gap));
        }
    }

    public Fitted fit(List<EncodedRun> runs) {
        Map<EncodedRun, float[]> heldOut = new HashMap<>();
        List<byte[]> members = new ArrayList<>();
        List<Block> blocks = blocks(runs);
        for (int member = 0; member < blocks.size(); member++) {
            Block block = blocks.get(member);
            Block gap = block.widened(horizons.longest());
            ModelSpec own = spec.withSeed(spec.seed() + member);
            Trainer trainer = new Trainer(networks, own, listener);
            List<Chunk> learn = chunks(runs, gap, false);
            if (learn.isEmpty()) {
                continue;
            }
            byte[] saved = trainer.train(member, learn, chunks(runs, block, true));
            members.add(saved);
            answer(saved, own, runs, block, heldOut);
        }
        return new Fitted(List.copyOf(members), heldOut);
    }

    private List<Chunk> chunks(List<EncodedRun> runs, Block block, boolean inside) {
        List<Chunk> chunks = new ArrayList<>();
        for (EncodedRun run : runs) {
            chunks.addAll(Chunk.of(run, spec, step -> block.holds(run.run().moment(step)) == inside));
        }
        chunks.removeIf(chunk -> !chunk.teaches());
        return chunks;
    }

    private List<Block> blocks(List<EncodedRun> runs) {
        Instant start = Instant.MAX;
        Instant end = Instant.MIN;
        for (EncodedRun run : runs) {
            Instant first = run.run().moment(0);
            Instant last = run.run().moment(run.run().size() - 1).plusMillis(1);
            start = first.isBefore(start) ? first : start;
            end = last.isAfter(end) ? last : end;
        }
        Duration span = Duration.between(start, end);
        if (spec.ensemble() == 1) {
            return List.of(new Block(end.minus(span.dividedBy(5)), end));
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < spec.ensemble(); i++) {
            Instant from = start.plus(span.multipliedBy(i).dividedBy(spec.ensemble()));
            Instant to = start.plus(span.multipliedBy(i + 1L).dividedBy(spec.ensemble()));
            blocks.add(new Block(from, to));
        }
        return blocks;
    }

    private void answer(
            byte[] saved, ModelSpec own, List<EncodedRun> runs, Block block, Map<EncodedRun, float[]> heldOut) {
        EncodedRun any = runs.get(0);
        Network network = networks.restore(saved, own, any.features(), any.outputs());
        try (Recurrent rule = new Recurrent(List.of(network), horizons, spec.dataWindow())) {
            for (EncodedRun run : runs) {
                int from = 0;
                while (from < run.run().size() && run.run().moment(from).isBefore(block.from())) {
                    from++;
                }
                int to = from;
                while (to < run.run().size() && run.run().moment(to).isBefore(block.to())) {
                    to++;
                }
                float[] answers = rule.risks(run, from, to);
                int width = HazardTargets.LEVELS.size() * horizons.horizons().size();
                float[] all = heldOut.computeIfAbsent(run, r -> {
                    float[] fresh = new float[r.run().size() * width];
                    Arrays.fill(fresh, Float.NaN);
                    return fresh;
                });
                System.arraycopy(answers, 0, all, from * width, answers.length);
            }
        }
    }
}
