package io.portent.outcome;

/** What became of an alarm or an onset. */
public enum OutcomeKind {
    /** The entity entered red within the alarm's horizon, and there was time to act. */
    TRUE_ALARM,
    /** It did not, and nobody had acted. */
    FALSE_ALARM,
    /** It entered red, the forecast was known, and there was no alarm in time. */
    MISSED_ONSET,
    /** It did not enter red, and somebody had acted after the alarm: neither true nor false. */
    INTERVENED
}
