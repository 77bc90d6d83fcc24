package io.portent.cli;

import io.portent.agent.Backfill;
import io.portent.agent.WalkForward;
import java.nio.file.Path;
import java.util.Locale;

/** What came of a backfill, as a person reads it. */
final class BackfillText {
    private BackfillText() {}

    static String of(Backfill.Outcome done, double seconds) {
        String text = String.format(
                Locale.ROOT,
                "Stored %,d windows of %s from %s until %s: %,d events, %d templates, in %.0f s (%,.0f events/s).%n",
                done.windows(),
                Counts.of(done.entities(), "entity", "entities"),
                done.first(),
                done.last(),
                done.events(),
                done.templates(),
                seconds,
                done.events() / Math.max(seconds, 1e-3));
        return done.skipped() == 0
                ? text
                : text
                        + String.format(
                                Locale.ROOT, "Left %,d windows as a running agent had stored them.%n", done.skipped());
    }

    static String of(WalkForward.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        for (WalkForward.Part part : outcome.parts()) {
            text.append(of(part)).append('\n');
        }
        return text.toString();
    }

    private static String of(WalkForward.Part part) {
        String time = "from " + part.fold().from() + " until " + part.fold().until();
        return part.shortage() == null
                ? String.format(Locale.ROOT, "%s: %,d forecasts %s.", part.model(), part.forecasts(), time)
                : "No forecast " + time + ": " + part.shortage();
    }

    static String of(WalkForward.Written written, Path file) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "Wrote %,d forecasts to %s.%n", written.forecasts(), file));
        if (written.leftOut() > 0) {
            text.append(String.format(
                    Locale.ROOT, "Left %,d out: a running agent had shown others then.%n", written.leftOut()));
        }
        return text.append("For Prometheus: promtool tsdb create-blocks-from openmetrics ")
                .append(file)
                .append(" ITS_DATA_FOLDER\n")
                .toString();
    }
}
