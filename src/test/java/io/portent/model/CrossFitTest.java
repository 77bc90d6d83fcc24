package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossFitTest {
    private static final int MINUTES = 900;
    private static final int GAP = 30;

    private final List<String> heard = new ArrayList<>();
    private int stopAfter = Integer.MAX_VALUE;

    private final TrainingListener listener = new TrainingListener() {
        @Override
        public void epoch(int member, int epoch, double loss, double heldOut) {
            heard.add(member + "/" + epoch);
        }

        @Override
        public boolean stop() {
            return stopAfter-- <= 0;
        }
    };

    private static ModelSpec spec(int ensemble, int epochs) {
        return spec(NetworkKind.SIMPLE_RNN, ensemble, epochs);
    }

    private static ModelSpec spec(NetworkKind kind, int ensemble, int epochs) {
        return new ModelSpec(kind, 8, 1, epochs, ensemble, 7, 20);
    }

    private static EncodedRun run(int minutes) {
        HealthHistory health = new HealthHistory(Histories.incidents("shop", minutes, 70), null);
        return Runs.encoded(Histories.windows("shop", 0, minutes, minute -> 0), health);
    }

    /** How often each minute's window had a target that counted, over all batches. */
    private static Map<Integer, Integer> counted(List<Batch> batches) {
        Map<Integer, Integer> counted = new HashMap<>();
        for (Batch batch : batches) {
            for (int at = 0; at < batch.sequences() * batch.steps(); at++) {
                boolean counts = false;
                for (int output = 0; output < batch.outputs(); output++) {
                    counts |= batch.masks()[at * batch.outputs() + output] == 1;
                }
                if (counts) {
                    counted.merge((int) batch.inputs()[2 * at + 1], 1, Integer::sum);
                }
            }
        }
        return counted;
    }

    private static boolean teaches(EncodedRun run, int step) {
        for (int i = step * run.outputs(); i < (step + 1) * run.outputs(); i++) {
            if (run.masks()[i] == 1) {
                return true;
            }
        }
        return false;
    }

    /** What reads from both ends has no answer before the first whole data window. */
    @ParameterizedTest
    @CsvSource({"SIMPLE_RNN, 5", "BIDIRECTIONAL_SIMPLE_RNN, 19"})
    void eachMember_learnsAllButItsBlockAndTheGapAndEachStepOncePerEpoch(NetworkKind kind, int first) {
        FakeNetworks networks = FakeNetworks.remembering();
        EncodedRun run = run(MINUTES);

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(kind, 3, 1), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        assertThat(fitted.members()).hasSize(3);
        assertThat(networks.open).isZero();
        for (int member = 0; member < 3; member++) {
            Map<Integer, Integer> learnt = counted(networks.created.get(member).learnt);
            int from = MINUTES / 3 * member;
            int to = MINUTES / 3 * (member + 1);
            for (int step = first; step < MINUTES; step++) {
                boolean inside = step >= from - GAP - 1 && step <= to + GAP + 1;
                boolean outside = step < from - GAP - 1 || step > to + GAP + 1;
                int times = learnt.getOrDefault(step, 0);
                if (inside && step >= from - GAP + 1 && step < to + GAP - 1) {
                    assertThat(times).as("member %s, step %s", member, step).isZero();
                } else if (outside) {
                    assertThat(times).as("member %s, step %s", member, step).isEqualTo(teaches(run, step) ? 1 : 0);
                }
            }
        }
    }

    @Test
    void heldOutAnswers_areOfTheMemberThatHasNotLearntTheStep() {
        FakeNetworks networks =
                new FakeNetworks((seed, fits, memory, output) -> output % 3 == 0 ? 0.1f * (seed - 6) : 0);
        EncodedRun run = run(MINUTES);

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(3, 1), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        float[] heldOut = fitted.heldOut().getOrDefault(run, new float[0]);
        assertThat(heldOut).hasSize(6 * MINUTES);
        for (int step = 0; step < MINUTES; step++) {
            if (step < 19) {
                assertThat(heldOut[6 * step]).isNaN();
            } else {
                int member = Math.round(heldOut[6 * step] * 10) - 1;
                Map<Integer, Integer> learnt = counted(networks.created.get(member).learnt);
                assertThat(learnt).doesNotContainKey(step);
                assertThat(member).isEqualTo(step * 3 / MINUTES);
            }
        }
    }

    @Test
    void loneNetwork_holdsOutTheLastFifth() {
        FakeNetworks networks = FakeNetworks.remembering();
        EncodedRun run = run(MINUTES);

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(1, 1), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        assertThat(counted(networks.created.get(0).learnt).keySet()).allMatch(step -> step < 720 - GAP + 1);
        float[] heldOut = fitted.heldOut().getOrDefault(run, new float[0]);
        assertThat(heldOut[6 * 600]).isNaN();
        assertThat(heldOut[6 * 800]).isBetween(0f, 1f);
    }

    @Test
    void bestEpoch_isWhatIsKeptAndPatienceEnds() {
        FakeNetworks networks =
                new FakeNetworks((seed, fits, memory, output) -> Math.min(0.95f, 0.15f + 0.2f * Math.abs(fits - 3)));
        EncodedRun run = run(MINUTES);

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(1, 100), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        int batches = networks.created.get(0).learnt.size() / heard.size();
        assertThat(batches).isEqualTo(1);
        assertThat(fitted.members().get(0)[11]).isEqualTo((byte) 3);
        assertThat(heard).hasSize(3 + spec(1, 1).patience());
    }

    @Test
    void blockWithoutLabels_isJudgedByTheTrainingLossAndStillLearns() {
        FakeNetworks networks = FakeNetworks.remembering();
        HealthHistory health = new HealthHistory(Histories.incidents("shop", 600, 70), null);
        EncodedRun run = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), health);

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(1, 5), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        assertThat(fitted.members().get(0)[11]).isGreaterThan((byte) 0);
    }

    @Test
    void blockSoShortThatTheGapsLeaveNothing_hasNoMember() {
        FakeNetworks networks = FakeNetworks.remembering();

        BlockFit.Fitted<byte[]> fitted =
                new CrossFit(networks, spec(3, 1), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run(95)));

        assertThat(fitted.members()).hasSizeLessThan(3);
        assertThat(new CrossFit(networks, spec(3, 1), Runs.HORIZONS, Workers.inTurn(), listener)
                        .fit(List.of(run(35)))
                        .members())
                .isEmpty();
    }

    @Test
    void stop_endsTrainingAndClosesTheNetwork() {
        FakeNetworks networks = FakeNetworks.remembering();
        stopAfter = 2;

        assertThatThrownBy(() -> new CrossFit(networks, spec(1, 100), Runs.HORIZONS, Workers.inTurn(), listener)
                        .fit(List.of(run(MINUTES))))
                .isInstanceOf(TrainingStopped.class);
        assertThat(networks.open).isZero();
        assertThat(networks.created.get(0).learnt).hasSize(2);
    }

    @Test
    void sameSeed_sameOrder() {
        List<float[]> first = inputs();
        List<float[]> second = inputs();

        assertThat(first).hasSameSizeAs(second);
        for (int i = 0; i < first.size(); i++) {
            assertThat(first.get(i)).isEqualTo(second.get(i));
        }
        assertThat(first.stream().map(Arrays::hashCode).distinct().count()).isGreaterThan(1);
    }

    private List<float[]> inputs() {
        FakeNetworks networks = FakeNetworks.remembering();
        new CrossFit(networks, spec(1, 4), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run(MINUTES)));
        return networks.created.get(0).learnt.stream().map(Batch::inputs).toList();
    }

    @Test
    void bias_startsAtTheBaseRate() {
        FakeNetworks networks = FakeNetworks.remembering();
        EncodedRun run = run(MINUTES);

        new CrossFit(networks, spec(1, 1), Runs.HORIZONS, Workers.inTurn(), listener).fit(List.of(run));

        double onsets = 0.5;
        double quiet = 0.5;
        for (int step = 5; step < 720; step++) {
            if (!run.run().moment(step).isBefore(Histories.minute(720 - GAP))) {
                break;
            }
            if (run.masks()[step * run.outputs()] == 1) {
                onsets += run.targets()[step * run.outputs()];
                quiet += 1 - run.targets()[step * run.outputs()];
            }
        }
        assertThat((double) networks.created.get(0).bias[0]).isCloseTo(Math.log(onsets / quiet), within(0.05));
    }

    @Test
    void severalRuns_areAllLearntAndAnswered() {
        HealthHistory health = new HealthHistory(List.of(Histories.label("", HealthState.GREEN, 0, MINUTES)), null);
        List<Window> early = Histories.windows("shop", 0, 400, minute -> 0);
        List<Window> later = Histories.windows("cart", 300, MINUTES, minute -> 0);
        List<EncodedRun> runs = List.of(Runs.encoded(early, health), Runs.encoded(later, health));

        BlockFit.Fitted<byte[]> fitted = new CrossFit(
                        FakeNetworks.remembering(), spec(3, 1), Runs.HORIZONS, Workers.inTurn(), listener)
                .fit(runs);

        for (EncodedRun run : runs) {
            float[] heldOut = fitted.heldOut().getOrDefault(run, new float[0]);
            for (int step = 19; step < run.run().size(); step++) {
                assertThat(heldOut[6 * step]).isBetween(0f, 1f);
            }
        }
    }
}
