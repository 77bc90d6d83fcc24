package io.portent.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.bundle.RetrainReceipt;
import io.portent.evaluate.Comparison;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GateTest {
    private static final Comparison FAR_BETTER = new Comparison(0.3, 0.1, 0.45, 0.99, 24);
    private static final Comparison LIKELY_BETTER = new Comparison(0.1, -0.03, 0.2, 0.9, 24);
    private static final Comparison LUCKY = new Comparison(0.02, -0.2, 0.2, 0.6, 24);
    private static final Comparison ALIKE = new Comparison(-0.01, -0.1, 0.1, 0.5, 24);
    private static final Comparison FAR_WORSE = new Comparison(-0.3, -0.5, -0.1, 0.01, 24);
    private static final Comparison JUST_BETTER = new Comparison(0.01, 0.005, 0.015, 0.99, 24);

    private static Map<String, Comparison> baselines(String name, Comparison one) {
        Map<String, Comparison> all = new LinkedHashMap<>();
        for (String each : new String[] {"climatology", "persistence", "error-rate"}) {
            all.put(each, LIKELY_BETTER);
        }
        all.put("logistic", ALIKE);
        all.put(name, one);
        return all;
    }

    private static Gate.Decision decide(String name, Comparison one, @Nullable Comparison champion) {
        return new Gate(0.02).decide(null, baselines(name, one), champion, false);
    }

    @Test
    void betterThanAll_isPromoted() {
        assertThat(decide("logistic", ALIKE, null).promote()).isTrue();
        assertThat(decide("logistic", ALIKE, FAR_BETTER))
                .isEqualTo(
                        new Gate.Decision(
                                RetrainReceipt.Cause.BETTER,
                                "better than the champion and every baseline: log loss 30.0 % lower (90 % interval: -45.0 to -10.0)"));
    }

    @Test
    void anyTrivialBaselineThatIsAsGood_keepsItOut() {
        for (String name : new String[] {"climatology", "persistence", "error-rate"}) {
            for (Comparison one : new Comparison[] {LUCKY, ALIKE, FAR_WORSE, JUST_BETTER}) {
                Gate.Decision decision = decide(name, one, FAR_BETTER);
                assertThat(decision.promote()).as("%s %s", name, one).isFalse();
                assertThat(decision.reason()).startsWith("not clearly better than " + name);
            }
        }
    }

    @Test
    void logisticRegression_keepsItOutOnlyWhenItIsSurelyBetter() {
        assertThat(decide("logistic", LUCKY, null).promote()).isTrue();
        assertThat(decide("logistic", FAR_WORSE, null).reason())
                .isEqualTo("worse than logistic: log loss 30.0 % higher (90 % interval: +10.0 to +50.0)");
    }

    @Test
    void champion_staysUnlessTheChallengerIsSurelyBetterByTheMargin() {
        for (Comparison one : new Comparison[] {LIKELY_BETTER, LUCKY, ALIKE, FAR_WORSE}) {
            assertThat(decide("logistic", ALIKE, one).reason()).startsWith("not surely better than the champion");
        }
        assertThat(decide("logistic", ALIKE, JUST_BETTER).reason())
                .startsWith("better than the champion, but by less than the margin of 2.0 %");
    }

    @Test
    void championThatHasDrifted_holdsBackOnlyWhatIsSurelyWorse() {
        for (Comparison one : new Comparison[] {FAR_BETTER, JUST_BETTER, LIKELY_BETTER, LUCKY, ALIKE}) {
            Gate.Decision decision = new Gate(0.02).decide(null, baselines("logistic", ALIKE), one, true);
            assertThat(decision.promote()).as("%s", one).isTrue();
            assertThat(decision.reason()).startsWith("better than every baseline, while the champion has drifted");
        }
        assertThat(new Gate(0.02)
                        .decide(null, baselines("logistic", ALIKE), FAR_WORSE, true)
                        .reason())
                .startsWith("worse than the champion, although that has drifted");
    }

    @Test
    void championThatHasDrifted_doesNotExcuseFromTheBaselines() {
        for (String name : new String[] {"climatology", "persistence", "error-rate"}) {
            assertThat(new Gate(0.02)
                            .decide(null, baselines(name, LUCKY), FAR_BETTER, true)
                            .promote())
                    .as(name)
                    .isFalse();
        }
        assertThat(new Gate(0.02)
                        .decide(null, baselines("logistic", FAR_WORSE), ALIKE, true)
                        .promote())
                .isFalse();
    }

    @Test
    void nothingToCompareBy_keepsItOut() {
        Comparison nothing = new Comparison(0, Double.NEGATIVE_INFINITY, 1, 0, 0);
        assertThat(decide("climatology", nothing, null).reason())
                .isEqualTo("not clearly better than climatology: nothing to compare by");
    }

    @Test
    void baselineThatServes_isNotAskedToBeBetterThanItself() {
        assertThat(new Gate(0.02)
                        .decide("history", baselines("history", ALIKE), null, false)
                        .promote())
                .isTrue();
        assertThat(new Gate(0.02)
                        .decide("history", baselines("climatology", ALIKE), null, false)
                        .reason())
                .startsWith("not clearly better than climatology");
    }

    @Test
    void climatology_isNeverLetIn() {
        for (Comparison champion : new Comparison[] {FAR_BETTER, FAR_WORSE, null}) {
            Map<String, Comparison> against = baselines("history", FAR_BETTER);
            for (boolean mute : new boolean[] {false, true}) {
                assertThat(new Gate(0.02).decide("climatology", against, champion, mute))
                        .isEqualTo(new Gate.Decision(
                                RetrainReceipt.Cause.NOT_BETTER_THAN_BASELINE,
                                "no skill: nothing that was learnt says when failures come"));
            }
        }
    }
}
