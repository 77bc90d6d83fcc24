package io.portent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.Runs;
import io.portent.dataset.EncodedRun;
import io.portent.health.HealthHistory;
import io.portent.model.Visits.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private static final int MINUTES = 1_500;
    private static final int WINDOW = 20;
    private static final List<Chunk> CHUNKS = chunks(NetworkKind.BIDIRECTIONAL_GRU);

    private static List<Chunk> chunks(NetworkKind kind) {
        HealthHistory health = new HealthHistory(Histories.incidents("shop", MINUTES, 170), null);
        EncodedRun run = Runs.encoded(Histories.windows("shop", 0, MINUTES, minute -> 0), health);
        List<Chunk> chunks =
                new ArrayList<>(Chunk.of(run, new ModelSpec(kind, 1, 1, 1, 1, 1, WINDOW), step -> step % 400 != 7));
        chunks.removeIf(chunk -> !chunk.teaches());
        return chunks;
    }

    private static long onsets() {
        return CHUNKS.stream().filter(Chunk::hasOnset).count();
    }

    @Test
    void aChunkOfWhatReadsFromBothEnds_isADataWindowAskedAtItsEnd() {
        assertThat(CHUNKS)
                .allMatch(chunk -> chunk.to() - chunk.from() == WINDOW && chunk.countsFrom() == chunk.to() - 1);
        assertThat(CHUNKS.stream().map(Chunk::to)).doesNotHaveDuplicates();
        assertThat(CHUNKS.get(0).to()).isEqualTo(WINDOW);
        assertThat(CHUNKS).hasSizeGreaterThan(1_000).noneMatch(chunk -> chunk.countsFrom() % 400 == 7);
        assertThat(onsets()).isBetween(100L, 500L);
    }

    @Test
    void whereNothingIsTooMuch_allAreReadInOrder_andNothingIsDrawn() {
        Random random = new Random(5);
        assertThat(new Visits(CHUNKS, CHUNKS.size()).draw(random))
                .isEqualTo(CHUNKS.stream().map(chunk -> new Visit(chunk, 1)).toList());
        assertThat(random.nextLong()).isEqualTo(new Random(5).nextLong());
        List<Chunk> forward = chunks(NetworkKind.GRU);
        assertThat(new Visits(forward, Integer.MAX_VALUE).draw(random)).hasSameSizeAs(forward);
    }

    @Test
    void onsetsThatAreFew_areAllRead_andWhatCountsIsOnTheMeanAsOfAll() {
        int most = (int) onsets();
        Visits visits = new Visits(CHUNKS, most);
        double quiet = 0;
        double share = 0;
        int draws = 300;
        for (long seed = 1; seed <= draws; seed++) {
            List<Visit> drawn = visits.draw(new Random(seed));
            assertThat(drawn.stream().filter(visit -> visit.chunk().hasOnset()))
                    .as("seed %d", seed)
                    .hasSize(most);
            assertThat(drawn).extracting(Visit::chunk).doesNotHaveDuplicates();
            double onset = weight(drawn, true);
            quiet += weight(drawn, false) / draws;
            share += onset / (onset + weight(drawn, false)) / draws;
        }
        assertThat(quiet).isCloseTo(most, within(0.02 * most));
        assertThat(share).isCloseTo((double) most / CHUNKS.size(), within(0.005));
    }

    /** Many onsets are thinned, too, and then it is they that count in full where they are the thinner. */
    @Test
    void bothSortsAreBounded() {
        int most = 50;
        List<Visit> drawn = new Visits(CHUNKS, most).draw(new Random(1));
        assertThat(drawn).hasSizeBetween(60, 140);
        assertThat(drawn).allMatch(visit -> visit.weight() > 0 && visit.weight() <= 1);
        assertThat(weight(drawn, true) / weight(drawn, false))
                .isCloseTo((double) onsets() / (CHUNKS.size() - onsets()), within(0.15));
    }

    private static double weight(List<Visit> visits, boolean onset) {
        return visits.stream()
                .filter(visit -> visit.chunk().hasOnset() == onset)
                .mapToDouble(Visit::weight)
                .sum();
    }
}
