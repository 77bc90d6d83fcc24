package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.Horizons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Fits a model several times, each time without one block of the training span. The span is cut into as many blocks of time as
 * there are members; each member learns from all blocks but its own:
 *
 * <pre>
 *   member 0   [held out ] gap [learn            learn           ]
 *   member 1   [learn  ] gap [held out ] gap [learn              ]      gap: the longest horizon, so that no
 *   member 2   [learn           learn  ] gap [held out           ]      onset is a target on both sides
 * </pre>
 *
 * <p>So every window is learnt from, and every window has an answer of a member that has not learnt from it; calibration and
 * thresholds are chosen on those. A lone member holds out the last fifth.
 */
public final class BlockFit<M> {
    private final Learning<M> learning;
    private final int members;
    private final Horizons horizons;
    private final Workers workers;

    /** What is fitted. */
    public interface Learning<M> {
        /**
         * Learns.
         *
         * @param learn moments that may teach
         * @param heldOut moments to stop by
         * @return empty where nothing labelled is left to learn from
         */
        Optional<M> learn(int member, List<EncodedRun> runs, Predicate<Instant> learn, Predicate<Instant> heldOut);

        /** Makes what was learnt ready to answer about runs like this one. */
        HazardModel open(M member, EncodedRun like);
    }

    /**
     * Everything that was fitted.
     *
     * @param members fewer than asked for, or none, where blocks are so short that a block and its gaps leave nothing labelled to
     *     learn from
     * @param heldOut per run [step][output]: hazards by the member that has not learnt from the step, NaN where there is none
     */
    public record Fitted<M>(List<M> members, Map<EncodedRun, float[]> heldOut) {}

    private record Answered<M>(M member, Map<EncodedRun, float[]> answers) {}

    public BlockFit(Learning<M> learning, int members, Horizons horizons, Workers workers) {
        this.learning = learning;
        this.members = members;
        this.horizons = horizons;
        this.workers = workers;
    }

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

    public Fitted<M> fit(List<EncodedRun> runs) {
        return fit(runs, Instant.MAX);
    }

    /** @param until nothing that is known only later is learnt from: the longest horizon of a moment ends by then */
    public Fitted<M> fit(List<EncodedRun> runs, Instant until) {
        List<Block> blocks = blocks(runs, until);
        Predicate<Instant> known = until.equals(Instant.MAX)
                ? moment -> true
                : moment -> !moment.plus(horizons.longest()).isAfter(until);
        List<Supplier<Optional<Answered<M>>>> work = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            int member = i;
            work.add(() -> member(member, blocks.get(member), runs, known));
        }
        Map<EncodedRun, float[]> heldOut = new HashMap<>();
        List<M> fitted = new ArrayList<>();
        for (Optional<Answered<M>> member : workers.all(work)) {
            member.ifPresent(one -> {
                fitted.add(one.member);
                one.answers.forEach(
                        (run, answers) -> merge(answers, heldOut.computeIfAbsent(run, r -> unanswered(answers))));
            });
        }
        return new Fitted<>(List.copyOf(fitted), heldOut);
    }

    private Optional<Answered<M>> member(int member, Block block, List<EncodedRun> runs, Predicate<Instant> known) {
        Block apart = block.widened(horizons.longest());
        return learning.learn(
                        member,
                        runs,
                        moment -> known.test(moment) && !apart.holds(moment),
                        moment -> known.test(moment) && block.holds(moment))
                .map(fitted -> new Answered<>(fitted, answers(fitted, runs, block)));
    }

    private List<Block> blocks(List<EncodedRun> runs, Instant until) {
        Instant start = Instant.MAX;
        Instant end = Instant.MIN;
        for (EncodedRun run : runs) {
            Instant first = run.run().moment(0);
            Instant last = run.run().moment(run.run().size() - 1).plusMillis(1);
            start = first.isBefore(start) ? first : start;
            end = last.isAfter(end) ? last : end;
        }
        end = end.isAfter(until) ? until : end;
        Duration span = Duration.between(start, end);
        if (members == 1) {
            return List.of(new Block(end.minus(span.dividedBy(5)), end));
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            Instant from = start.plus(span.multipliedBy(i).dividedBy(members));
            Instant to = start.plus(span.multipliedBy(i + 1L).dividedBy(members));
            blocks.add(new Block(from, to));
        }
        return blocks;
    }

    private Map<EncodedRun, float[]> answers(M fitted, List<EncodedRun> runs, Block block) {
        Map<EncodedRun, float[]> all = new HashMap<>();
        try (HazardModel model = learning.open(fitted, runs.get(0))) {
            for (EncodedRun run : runs) {
                int from = block.first(run);
                float[] some = model.hazards(run, from, block.end(run));
                float[] answers = new float[run.run().size() * run.outputs()];
                Arrays.fill(answers, Float.NaN);
                System.arraycopy(some, 0, answers, from * run.outputs(), some.length);
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
