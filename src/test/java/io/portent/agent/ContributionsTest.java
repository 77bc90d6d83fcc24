package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.event.Severity;
import io.portent.metrics.Contribution;
import io.portent.parse.Template;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContributionsTest {
    private static final List<Template> TEMPLATES = IntStream.range(0, 100)
            .mapToObj(i -> new Template("t" + i, "text " + i))
            .toList();

    private static Window window(int minute, Map<String, Integer> templates) {
        Map<String, Integer> values = new HashMap<>();
        templates.keySet().forEach(id -> values.put(id + "#0=a", 1));
        return Histories.window("shop", minute, Map.of(Severity.INFO, 1), templates, values);
    }

    private static double chance(List<Window> windows) {
        double chance = 0.1;
        for (Window window : windows) {
            chance += 0.05 * window.templates().getOrDefault("t1", 0);
            chance += 0.1 * window.templates().getOrDefault("t2", 0);
            chance += 0.05 * window.values().getOrDefault("t3#0=a", 0);
            chance -= 0.05 * window.templates().getOrDefault("t4", 0);
        }
        return chance;
    }

    @Test
    void strongestTemplatesComeFirst_andThoseThatLowerTheChanceAreLeftOut() {
        List<Window> windows = List.of(
                window(0, Map.of("t1", 1, "t2", 2)), window(1, Map.of("t1", 2, "t3", 1, "t4", 1, "unknown", 5)));

        List<Contribution> found = new Contributions(TEMPLATES).of(windows, ContributionsTest::chance);

        double full = 0.1 + 0.15 + 0.2 + 0.05 - 0.05;
        assertThat(found).extracting(Contribution::templateId).containsExactly("t2", "t1", "t3");
        assertThat(found.get(0).share()).isCloseTo(0.2 / full, within());
        assertThat(found.get(1).share()).isCloseTo(0.15 / full, within());
        assertThat(found.get(2).share()).isCloseTo(0.05 / full, within());
    }

    @Test
    void noMoreThanFiveAreTold_andNoMoreThanFortyTried() {
        Map<String, Integer> all = new HashMap<>();
        TEMPLATES.forEach(template -> all.put(template.id(), 1));
        int[] asked = new int[1];

        List<Contribution> found = new Contributions(TEMPLATES).of(List.of(window(0, all)), windows -> {
            asked[0]++;
            return windows.get(0).templates().size() / 100.0;
        });

        assertThat(found).hasSize(5);
        assertThat(asked[0]).isEqualTo(41);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }
}
