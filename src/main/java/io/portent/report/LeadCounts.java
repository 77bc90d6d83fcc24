package io.portent.report;

import io.portent.evaluate.Incident;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Verdict;
import io.portent.evaluate.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long before the onset alarms began: the horizon in equal parts. */
final class LeadCounts {
    private static final int PARTS = 10;

    private LeadCounts() {}

    static Duration part(Verdict verdict) {
        return verdict.horizon().dividedBy(PARTS);
    }

    /** Incidents by their lead, from the shortest; a lead that is the horizon is in the last part. */
    static List<Integer> of(Judgement judgement, Verdict verdict) {
        int[] counts = new int[PARTS];
        for (Incident incident : judgement.incidents()) {
            for (Warning warning : incident.warnings()) {
                Duration lead = warning.lead();
                if (lead != null
                        && incident.level() == verdict.level()
                        && warning.horizon().equals(verdict.horizon())) {
                    long place =
                            (lead.toMillis() - 1) * PARTS / verdict.horizon().toMillis();
                    counts[(int) Math.max(0, Math.min(PARTS - 1, place))]++;
                }
            }
        }
        List<Integer> all = new ArrayList<>();
        for (int count : counts) {
            all.add(count);
        }
        return all;
    }
}
