package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.explain.LoggedLine;
import io.portent.explain.Resemblance;
import io.portent.health.HealthState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTextTest {
    @Test
    void reasons_areTold_withTheirLines() {
        Explanation why = new Explanation(
                HealthState.RED,
                Duration.ofMinutes(5),
                0.63,
                0.004,
                List.of(
                        new Cause(
                                CauseKind.TEMPLATE,
                                "5f01",
                                "pool <*> drained",
                                12,
                                0.5,
                                List.of(Histories.minute(1), Histories.minute(2)),
                                List.of(new LoggedLine(Histories.minute(1), "/log/a.log", 17, "pool 7 drained"))),
                        new Cause(
                                CauseKind.FIELD,
                                "wait_ms",
                                "wait_ms",
                                1,
                                0.25,
                                List.of(Histories.minute(2)),
                                List.of())),
                new Resemblance(3, null));

        assertThat(WhyText.of(why).lines())
                .containsExactly(
                        "  why: Red within 5 minutes: 63 %; without these 2: <1 %.",
                        "    50 % of it goes without template pool <*> drained (12 times in 2 windows)",
                        "      /log/a.log:17  pool 7 drained",
                        "    25 % of it goes without field wait_ms (once in 1 window)",
                        "  Resembles none of the 3 known incidents.");
    }

    @Test
    void whereThereIsNothingToExplain_thatIsSaid() {
        assertThat(WhyText.of(null)).contains("nothing worse is forecast than what is observed");
        assertThat(WhyText.of(
                        new Explanation(HealthState.ORANGE, Duration.ofHours(1), 0.5, Double.NaN, List.of(), null)))
                .contains("Orange or worse within 60 minutes: 50 %", "no store");
    }
}
