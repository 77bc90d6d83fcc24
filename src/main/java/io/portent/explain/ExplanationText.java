package io.portent.explain;

import io.portent.health.HealthState;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Explanations as a person reads them. */
public final class ExplanationText {
    private ExplanationText() {}

    /** What the chance is, and what it would be. */
    public static String chance(Explanation why) {
        String level = why.level() == HealthState.RED ? "Red" : "Orange or worse";
        String now = level + " within " + minutes(why.horizon()) + ": " + percent(why.chance());
        int count = why.causes().size();
        return count == 0
                ? now + ". Nothing in the logs drives it alone."
                : now + "; without " + (count == 1 ? "this" : "these " + count) + ": " + percent(why.without()) + ".";
    }

    /** @param shown whether log text may be */
    public static String cause(Cause cause, boolean shown) {
        String what = shown ? cause.kind().label() + " " + cause.text() : bare(cause);
        return String.format(
                Locale.ROOT,
                "%s of it goes without %s (%s in %s)",
                percent(cause.share()),
                what,
                cause.count() == 1 ? "once" : cause.count() + " times",
                cause.windows().size() == 1 ? "1 window" : cause.windows().size() + " windows");
    }

    private static String bare(Cause cause) {
        String what = cause.kind().label();
        return cause.kind() == CauseKind.TEMPLATE ? what + " " + cause.id() : what;
    }

    /** Null where past incidents were not looked at. */
    public static @Nullable String resemblance(@Nullable Resemblance resembles) {
        if (resembles == null) {
            return null;
        }
        Resemblance.Incident nearest = resembles.nearest();
        if (nearest == null) {
            return switch (resembles.known()) {
                case 0 -> "No past incident is stored to compare with.";
                case 1 -> "Does not resemble the one known incident.";
                default -> "Resembles none of the " + resembles.known() + " known incidents.";
            };
        }
        return String.format(
                Locale.ROOT,
                "Looks like %s; it %s %s later (likeness %.2f, the nearest of %d known incidents).",
                nearest.alike(),
                nearest.state() == HealthState.RED ? "failed" : "degraded",
                minutes(nearest.later()),
                nearest.likeness(),
                resembles.known());
    }

    private static String minutes(Duration later) {
        long minutes = later.toMinutes();
        return minutes == 1 ? "1 minute" : minutes < 1 ? later.toSeconds() + " seconds" : minutes + " minutes";
    }

    /** Never rounds a chance to none, nor to certainty. */
    private static String percent(double chance) {
        if (chance > 0 && chance < 0.01) {
            return "<1 %";
        }
        return chance < 1 && chance >= 0.995 ? ">99 %" : String.format(Locale.ROOT, "%.0f %%", 100 * chance);
    }
}
