package io.portent.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotLearnerTest {
    private static final Template FAULT = new Template("f", "fault <*> of <*> raised");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private final SlotLearner learner = new SlotLearner();

    @Test
    void manyValues_closeASlotForEver() {
        for (int i = 0; i < 17; i++) {
            learner.learn(FAULT, "fault " + i + " of " + i % 3 + " raised");
        }

        assertThat(learner.learn(FAULT, "fault 1 of 2 raised")).containsExactly("f#3=2");
        assertThat(learner.learn(new Template("f", "fault <*> of <*> <*>"), "fault 1 of 2 cleared"))
                .containsExactly("f#3=2", "f#4=cleared");
        assertThat(learner.table().valuesBySlot()).containsOnlyKeys("f#3");
    }

    @Test
    void textThatGeneralises_keepsWhatIsKnown() {
        learner.learn(FAULT, "fault 1 of 2 raised");
        learner.learn(FAULT, "fault 2 of 2 raised");
        Template wider = new Template("f", "fault <*> of <*> <*>");

        learner.learn(wider, "fault 2 of 2 cleared");
        learner.learn(wider, "fault 2 of 2 raised");

        assertThat(learner.table().valuesBySlot())
                .containsOnlyKeys("f#1", "f#4")
                .containsEntry("f#1", java.util.Set.of("1", "2"));
    }

    @Test
    void signsInsideValues_areKeptAndKnown() {
        learner.learn(FAULT, "fault a=b#7=c of x raised");
        learner.learn(FAULT, "fault # of = raised");
        SlotTable table = learner.table();

        for (String message : List.of("fault a=b#7=c of x raised", "fault # of = raised")) {
            List<String> keys = table.valuesOf(FAULT, message);
            assertThat(keys).hasSize(2).allMatch(table::knows);
        }
        assertThat(table.valuesOf(FAULT, "fault a=b#7=c of x raised")).containsExactly("f#1=a=b#7=c", "f#3=x");
    }

    @Test
    void hostileMessages_costOnlyTheirSlot() {
        learner.learn(FAULT, "fault 1 of 2 raised");
        learner.learn(FAULT, "fault 2 of " + "x".repeat(100_000) + " raised");
        learner.learn(FAULT, "");
        learner.learn(FAULT, "\u0000 \t\n");

        assertThat(learner.table().valuesBySlot()).isEmpty();
        assertThat(learner.table().knows("")).isFalse();
        assertThat(learner.table().knows("=")).isFalse();
        assertThat(learner.table().knows("nothing")).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterwards_theTableCountsWhatTheLearnerCountedInItsSlots(long seed) {
        Random random = new Random(seed);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            messages.add("fault" + " ".repeat(1 + random.nextInt(3)) + random.nextInt(1 + random.nextInt(40)) + " of "
                    + (random.nextInt(30) == 0 ? "" : "k=" + random.nextInt(4)) + "\traised");
        }
        Map<String, Integer> learnt = new HashMap<>();
        messages.forEach(message -> learner.learn(FAULT, message).forEach(key -> learnt.merge(key, 1, Integer::sum)));
        SlotTable table = learner.table();
        Map<String, Integer> counted = new HashMap<>();
        messages.forEach(message -> table.valuesOf(FAULT, message).forEach(key -> counted.merge(key, 1, Integer::sum)));

        learnt.keySet().removeIf(key -> !table.knows(key));
        assertThat(counted).isEqualTo(learnt);
        assertThat(new SlotTable(table.valuesBySlot()).valuesBySlot()).isEqualTo(table.valuesBySlot());
    }

    @Test
    void tableIsASnapshot() {
        learner.learn(FAULT, "fault 1 of 2 raised");
        learner.learn(FAULT, "fault 2 of 2 raised");
        SlotTable before = learner.table();

        learner.learn(FAULT, "fault 3 of 2 raised");

        assertThat(before.knows("f#1=3")).isFalse();
    }
}
