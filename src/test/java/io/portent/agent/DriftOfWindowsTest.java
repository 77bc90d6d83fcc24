package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.codec.log.LogCodec;
import io.portent.codec.log.LogCodecFitter;
import io.portent.drift.DriftFitter;
import io.portent.drift.DriftScale;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftOfWindowsTest {
    private static final int DAY = 1440;

    /** Two entities in turn, as they come out of the reading; from the given minute on one of them says other things. */
    private static List<Window> windows(int from, int to, int renamed) {
        List<Window> windows = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            for (String entity : List.of("cart", "shop")) {
                String id = entity.equals("shop") && minute >= renamed ? "new" : "old";
                int count = 1 + minute % 7;
                windows.add(
                        Histories.window(entity, minute, Map.of(Severity.INFO, count), Map.of(id, count), Map.of()));
            }
        }
        return windows;
    }

    private static DriftScale scale() {
        List<Window> training = windows(0, 2 * DAY, Integer.MAX_VALUE);
        LogCodec codec = new LogCodecFitter(20).fit(training, value -> true);
        return new DriftScale(
                Objects.requireNonNull(DriftFitter.fit(training, codec, Set.of("old"))), codec, Set.of("old"));
    }

    @Test
    void entityThatHasDriftedMost_isTheOneThatIsTold() {
        DriftScale scale = scale();
        assertThat(DriftOfWindows.of(windows(2 * DAY, 4 * DAY, 9 * DAY), scale).highest())
                .isBetween(0.0, 1.0);

        DriftOfWindows drift = DriftOfWindows.of(windows(2 * DAY, 4 * DAY, 3 * DAY), scale);
        assertThat(drift.highest()).isGreaterThan(5);
        assertThat(drift.reason()).contains(" of the events are of unknown templates");
    }

    @Test
    void withoutAReferenceOrHalfADay_nothingIsTold() {
        assertThat(DriftOfWindows.of(windows(0, 2 * DAY, 9 * DAY), null)).isEqualTo(DriftOfWindows.UNKNOWN);
        assertThat(DriftOfWindows.of(windows(0, DAY / 3, 9 * DAY), scale())).isEqualTo(DriftOfWindows.UNKNOWN);
    }

    @Test
    void entityThatHasDriftedLeast_decidesAtTheEnd() {
        DriftScale scale = scale();
        List<Window> one = windows(3 * DAY, 4 * DAY, 3 * DAY);
        assertThat(DriftOfWindows.leastAtTheEnd(one, scale)).isBetween(0.0, 1.0);

        List<Window> shop =
                one.stream().filter(window -> window.entity().equals("shop")).toList();
        assertThat(DriftOfWindows.leastAtTheEnd(shop, scale)).isGreaterThan(5);
        List<Window> recovered = new ArrayList<>(shop);
        windows(4 * DAY, 6 * DAY, 9 * DAY).stream()
                .filter(window -> window.entity().equals("shop"))
                .forEach(recovered::add);
        assertThat(DriftOfWindows.leastAtTheEnd(recovered, scale)).isBetween(0.0, 1.0);
    }

    @Test
    void entityWhoseDriftCannotBeTold_leavesTheLeastUnknown() {
        DriftScale scale = scale();
        List<Window> windows = new ArrayList<>(windows(3 * DAY, 4 * DAY, 3 * DAY));
        windows.removeIf(window ->
                window.entity().equals("cart") && window.start().isAfter(Histories.minute(3 * DAY + DAY / 3)));
        assertThat(DriftOfWindows.leastAtTheEnd(windows, scale)).isNaN();
        assertThat(DriftOfWindows.leastAtTheEnd(List.of(), scale)).isNaN();
    }
}
