package io.portent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeraldsTest {
    private static List<Window> windows(String... templates) {
        return IntStream.range(0, templates.length)
                .mapToObj(i -> Histories.window("shop", i, Map.of(Severity.INFO, 1), Map.of(templates[i], 3), Map.of()))
                .toList();
    }

    @Test
    void whatIsOftenThereBeforeIncidents_andHardlyEverOtherwise_announcesThem() {
        Heralds heralds = new Heralds();
        heralds.add(windows("usual", "usual", "pool", "pool"));
        heralds.add(windows("usual", "usual", "pool", "once"));
        for (int i = 0; i < 20; i++) {
            heralds.addCalm(windows("usual", "usual", "usual", i == 0 ? "pool" : "usual"));
        }

        assertThat(heralds.ids())
                .as("once is no rule, and what is usual says nothing")
                .containsExactly("pool");
    }

    @Test
    void withoutCalmHours_nothingIsKnownToAnnounce() {
        Heralds heralds = new Heralds();
        heralds.add(windows("pool"));
        heralds.add(windows("pool"));

        assertThat(heralds.ids()).isEmpty();
    }
}
