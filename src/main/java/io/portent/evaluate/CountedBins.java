package io.portent.evaluate;

import io.portent.outcome.Calibration;
import java.util.ArrayList;
import java.util.List;

/** Ten parts of the answers with about as many in each: where failures are rare, nearly all chances lie in one equal bin. */
final class CountedBins {
    private static final int BINS = 10;

    private CountedBins() {}

    /**
     * From the lowest chances up; equal chances stay together, so there may be fewer.
     *
     * @param ranked from the highest chance down
     */
    static List<Calibration.Bin> of(List<Question> ranked) {
        List<Calibration.Bin> bins = new ArrayList<>();
        int count = 0;
        int observed = 0;
        double expected = 0;
        for (int i = ranked.size() - 1; i >= 0; i--) {
            Question question = ranked.get(i);
            count++;
            expected += question.chance();
            observed += question.onset() ? 1 : 0;
            boolean tied = i > 0 && ranked.get(i - 1).chance() == question.chance();
            if (i == 0 || (!tied && (long) count * BINS >= ranked.size())) {
                bins.add(new Calibration.Bin(count, expected, observed));
                count = 0;
                observed = 0;
                expected = 0;
            }
        }
        return bins;
    }
}
