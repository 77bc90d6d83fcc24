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
import java.util.Optional;
import java.util.function.Supplier;

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

        /** The first step of a run that is not before the block. */
        int first(EncodedRun run) {
            return countBefore(run, from);
        }

        int end(EncodedRun run) {
            return countBefore(run, to);
        }

        private static int countBefore(EncodedRun run, Instant moment) {
            int step = 0;
            while (step < run.run().size() && run.run().moment(step).isBefore(moment)) {
                step++;
            }
            return step;
        }
    }

    public Fitted fit(List<EncodedRun> runs) {
        List<Block> blocks = blocks(runs);
        List<Supplier<Optional<Member>>> work = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int member = i;
            work.add(() -> member(member, blocks.get(member), runs));
        }
        Map<EncodedRun, float[]> heldOut = new HashMap<>();
        List<byte[]> saved = new ArrayList<>();
        for (Optional<Member> member : workers.all(work)) {
            member.ifPresent(one -> {
                saved.add(one.saved);
                one.answers.forEach(
                        (run, answers) -> merge(answers, heldOut.computeIfAbsent(run, r -> unanswered(answers))));
            });
        }
        return new Fitted(List.copyOf(saved), heldOut);
    }

    /** A trained network, and its answers on the block it did not learn from; NaN elsewhere. */
    private static final class Member {
        private final byte[] saved;
        private final Map<EncodedRun, float[]> answers;

        Member(byte[] saved, Map<EncodedRun, float[]> answers) {
            this.saved = saved;
            this.answers = answers;
        }
    }

    private Optional<Member> member(int member, Block block, List<EncodedRun> runs) {
        ModelSpec own = spec.withSeed(spec.seed() + member);
        List<Chunk> learn = chunks(runs, block.widened(horizons.longest()), false);
        if (learn.isEmpty()) {
            return Optional.empty();
        }
        byte[] saved = new Trainer(networks, own, listener).train(member, learn, chunks(runs, block, true));
        return Optional.of(new Member(saved, answers(saved, own, runs, block)));
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

    private Map<EncodedRun, float[]> answers(byte[] saved, ModelSpec own, List<EncodedRun> runs, Block block) {
        EncodedRun any = runs.get(0);
        Network network = networks.restore(saved, own, any.features(), any.outputs());
        Map<EncodedRun, float[]> all = new HashMap<>();
        try (Recurrent rule = new Recurrent(List.of(network), horizons, spec.dataWindow())) {
            for (EncodedRun run : runs) {
                int from = block.first(run);
                float[] some = rule.risks(run, from, block.end(run));
                int width = HazardTargets.LEVELS.size() * horizons.horizons().size();
                float[] answers = new float[run.run().size() * width];
                Arrays.fill(answers, Float.NaN);
                System.arraycopy(some, 0, answers, from * width, some.length);
                all.put(run, answers);
            }
        }
        return all;
    }

    private static float[] unanswered(float[] like) {
        float[] none = new float[like.length];
        Arrays.fill(none, Float.NaN);
        return none;
    }

    private static void merge(float[] some, float[] into) {
        for (int i = 0; i < some.length; i++) {
            into[i] = Float.isNaN(some[i]) ? into[i] : some[i];
        }
    }
}
