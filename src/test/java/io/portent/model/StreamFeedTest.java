package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.codec.Codec;
import io.portent.codec.text.TextCodecProvider;
import io.portent.dataset.SymbolRun;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the text itself, for hundreds of shapes. */
class StreamFeedTest {
    private static SymbolRun run(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= size; i++) {
            text.appendCodePoint(0x10000 + i);
        }
        Codec<Integer> codec = new TextCodecProvider().fit(text.toString(), Map.of());
        return SymbolRun.of(codec, codec.read(text.toString()));
    }

    private static int hot(float[] row, int from, int n) {
        int found = -1;
        for (int i = 0; i < n; i++) {
            if (row[from + i] == 1) {
                assertThat(found).as("one of k").isEqualTo(-1);
                found = i;
            } else {
                assertThat(row[from + i]).isZero();
            }
        }
        return found;
    }

    @Test
    void sequencesGoOnFromBatchToBatch_andEachStepIsAnsweredByTheNext() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(40);
            SymbolRun run = run(size);
            StreamFeed feed = new StreamFeed(run, 1 + random.nextInt(6), 1 + random.nextInt(12));
            List<List<Integer>> read = new ArrayList<>();
            for (int i = 0; i < feed.sequences(); i++) {
                read.add(new ArrayList<>());
            }
            int number = 0;
            for (Iterator<Batch> batches = feed.from(0); batches.hasNext(); number++) {
                Batch batch = batches.next();
                assertThat(batch.continues()).as("seed %d", seed).isEqualTo(number > 0);
                for (int row = 0; row < batch.sequences() * batch.steps(); row++) {
                    int step = hot(batch.inputs(), row * run.inputs(), run.inputs());
                    assertThat(hot(batch.targets(), row * run.outputs(), run.outputs()))
                            .isEqualTo(step + 1);
                    read.get(row / batch.steps()).add(step);
                }
            }
            assertThat(number).as("seed %d", seed).isEqualTo(feed.batches()).isPositive();
            int length = size / feed.sequences();
            for (int i = 0; i < read.size(); i++) {
                List<Integer> steps = read.get(i);
                assertThat(steps.get(0)).as("seed %d", seed).isEqualTo(i * length);
                assertThat(steps.get(steps.size() - 1) - steps.get(0)).isEqualTo(steps.size() - 1);
                assertThat(length - steps.size()).as("left at the end").isBetween(0, feed.steps() - 1);
            }
        }
    }

    @Test
    void aPassMayBeginAnywhere() {
        SymbolRun run = run(20);
        StreamFeed feed = new StreamFeed(run, 2, 3);
        Iterator<Batch> whole = feed.from(0);
        whole.next();
        whole.next();
        assertThat(feed.from(2).next().inputs()).isEqualTo(whole.next().inputs());
        assertThat(feed.from(3).hasNext()).isFalse();
    }

    @Test
    void aBatchThatNoArrayHolds_isRefused() {
        SymbolRun run = run(50_000);
        assertThatThrownBy(() -> new StreamFeed(run, 50_000, 1)).hasMessageContaining("more than an array holds");
    }
}
