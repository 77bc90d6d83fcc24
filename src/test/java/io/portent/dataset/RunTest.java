package io.portent.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void holeOrOtherEntity_cutsARun() {
        List<Window> windows = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            windows.add(Histories.window("shop", minute < 4 ? minute : minute + 3, 0));
            windows.add(Histories.window("cart", minute, 0));
        }

        List<Run> runs = Run.of(windows);

        assertThat(runs)
                .extracting(run -> run.entity() + " " + run.size())
                .containsExactlyInAnyOrder("shop 4", "shop 6", "cart 10");
        assertThat(runs.get(0).moment(3)).isEqualTo(Histories.minute(4));
    }

    @Test
    void noWindows_areNoRuns() {
        assertThat(Run.of(List.of())).isEmpty();
    }
}
