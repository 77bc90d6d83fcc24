package io.portent.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run of retraining came to.
 *
 * @param time when it ended
 * @param who ran it: process and machine
 * @param heldOutFrom the challenger was scored on what came later; null where it did not come to that
 * @param cause the same as a closed set, for metrics
 * @param reason one sentence for a person
 * @param champion that served when it began; null where none did
 * @param challenger the bundle that it left behind; null where it left none
 * @param contests what the challenger was held against
 * @param onsets in the span, per level
 * @param seconds it took
 */
public record RetrainReceipt(
        Instant time,
        String who,
        Instant since,
        @Nullable Instant heldOutFrom,
        Instant until,
        Verdict verdict,
        Cause cause,
        String reason,
        @Nullable String champion,
        @Nullable String challenger,
        List<Contest> contests,
        Map<String, Integer> onsets,
        double seconds) {
    public RetrainReceipt {
        contests = List.copyOf(contests);
        if (cause.verdict != verdict) {
            throw new IllegalArgumentException("cause must be one of " + verdict + ", was " + cause);
        }
        onsets = new TreeMap<>(onsets);
        if (until.isBefore(since)) {
            throw new IllegalArgumentException("until must be >= since, was " + until + " < " + since);
        }
    }

    /** How a run ended. */
    public enum Verdict {
        /** The challenger serves now. */
        PROMOTED("promoted"),
        /** The challenger was not better, so that the champion, or nobody, serves on. */
        KEPT("kept"),
        /** Too little has happened to learn from or to compare by. */
        TOO_FEW("too few incidents"),
        /** It ended early; nothing has changed. */
        FAILED("failed");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What decided it. */
    public enum Cause {
        FIRST_MODEL(Verdict.PROMOTED),
        BETTER(Verdict.PROMOTED),
        CHAMPION_DRIFTED(Verdict.PROMOTED),
        /** Climatology, persistence or the error rate do about as well. */
        NOT_BETTER_THAN_BASELINE(Verdict.KEPT),
        WORSE_THAN_LOGISTIC(Verdict.KEPT),
        NOT_BETTER_THAN_CHAMPION(Verdict.KEPT),
        BELOW_MARGIN(Verdict.KEPT),
        TOO_FEW_INCIDENTS(Verdict.TOO_FEW),
        FAILED(Verdict.FAILED);

        private final Verdict verdict;

        Cause(Verdict verdict) {
            this.verdict = verdict;
        }

        public Verdict verdict() {
            return verdict;
        }
    }

    /**
     * The challenger against one other, on the same questions.
     *
     * @param gain share of the other's log loss that the challenger saves; negative where it loses more
     * @param low 5 % of the bootstrap's resamples lie below
     * @param high 5 % of them lie above
     */
    public record Contest(String other, double gain, double low, double high) {}
}
