package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SlotCensusTest {
    private static final SlotTable NONE = new SlotTable(Map.of());

    @Test
    void fewValues_areCountedOneByOne() {
        SlotCensus census = new SlotCensus();
        census.add(Map.of("a", 3), Map.of("a#2=200", 2, "a#2=500", 1));
        assertThat(census.table(NONE).valuesBySlot()).isEqualTo(Map.of("a#2", Set.of("200", "500")));
    }

    @Test
    void oneValueOrMany_areNot() {
        SlotCensus census = new SlotCensus();
        census.add(Map.of("a", 40), Map.of("a#2=200", 40));
        for (int i = 0; i < 17; i++) {
            census.add(Map.of("b", 1), Map.of("b#0=" + i, 1));
        }
        assertThat(census.table(NONE).valuesBySlot()).isEmpty();
    }

    @Test
    void slotThatWasClosedWhileCounting_isLeftOut() {
        SlotCensus census = new SlotCensus();
        census.add(Map.of("a", 100), Map.of("a#2=x", 25, "a#2=y", 24));
        assertThat(census.table(NONE).valuesBySlot()).isEmpty();
    }

    @Test
    void valuesOfAFormerModel_areKeptAndCounted() {
        SlotCensus census = new SlotCensus();
        census.add(Map.of("a", 2), Map.of("a#2=x", 1, "a#2=y", 1));
        SlotTable before = new SlotTable(Map.of("a#2", Set.of("z"), "b#1", Set.of("q", "r")));
        assertThat(census.table(before).valuesBySlot()).isEqualTo(Map.of("a#2", Set.of("x", "y", "z")));
    }

    @Test
    void overflow_hasNoSlots() {
        SlotCensus census = new SlotCensus();
        census.add(Map.of("overflow", 2), Map.of("overflow#0=x", 1, "overflow#0=y", 1));
        assertThat(census.table(NONE).valuesBySlot()).isEmpty();
    }
}
