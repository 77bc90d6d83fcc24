package io.portent.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamedWindowTest {
    @Test
    void whatBecomesOneIsCountedTogether() {
        Window window = new Window(
                "shop",
                Instant.EPOCH,
                Duration.ofMinutes(1),
                Map.of(Severity.INFO, 9),
                Map.of("a", 4, "b", 3, "c", 2),
                Map.of("a#2=up", 3, "b#2=up", 1, "c#1=x#y", 2),
                Map.of(),
                Map.of(),
                1,
                Duration.ZERO);
        Window renamed = window.renamed(id -> id.equals("b") ? "a" : id);
        assertThat(renamed.templates()).isEqualTo(Map.of("a", 7, "c", 2));
        assertThat(renamed.values()).isEqualTo(Map.of("a#2=up", 4, "c#1=x#y", 2));
        assertThat(renamed.events()).isEqualTo(9);
        assertThat(window.renamed(id -> id)).isEqualTo(window);
    }
}
