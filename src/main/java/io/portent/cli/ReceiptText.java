package io.portent.cli;

import io.portent.metrics.HorizonLabel;
import io.portent.outcome.Calibration;
import io.portent.outcome.ModelReceipt;
import io.portent.outcome.ReceiptTable;
import io.portent.outcome.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.TreeMap;

/** Receipts as a person reads them: one sentence, then what it is made of. */
final class ReceiptText {
    private static final Duration WEEK = Duration.ofDays(7);

    private ReceiptText() {}

    /** @param late by how much labels may be told late */
    static String of(ReceiptTable table, Duration late) {
        return table.models().isEmpty() ? young(table.young(), late) : judged(table) + young(table.young(), late);
    }

    private static String young(ReceiptTable.Young young, Duration late) {
        Instant first = young.first();
        if (first == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s too young to be judged, the first until %s: labels may be told up to %s late%n",
                Counts.of(young.forecasts(), "forecast", "forecasts"),
                first.plus(late).plusMillis(59_999).truncatedTo(ChronoUnit.MINUTES),
                minutes(late));
    }

    private static String judged(ReceiptTable table) {
        StringBuilder text = new StringBuilder(headline(table)).append('\n');
        int intervened = table.served().intervened();
        if (intervened > 0) {
            text.append(Counts.of(intervened, "alarm", "alarms"))
                    .append(" acted upon, and no failure followed: neither true nor false\n");
        }
        if (table.unjudged() > 0) {
            text.append(Counts.of(table.unjudged(), "failure", "failures"))
                    .append(" came while there was no forecast, or after time without labels: not counted above\n");
        }
        if (table.standing() > 0) {
            text.append(Counts.of(table.standing(), "alarm", "alarms")).append(" not ended yet\n");
        }
        for (ModelReceipt model : table.models()) {
            text.append('\n').append(of(model));
        }
        return text.toString();
    }

    /** Where less than a week was watched, a rate per week would say more than is known. */
    static String headline(ReceiptTable table) {
        if (table.models().stream().allMatch(ModelReceipt::shadow)) {
            return "nobody was shown a forecast of that time";
        }
        Tally all = table.served();
        Duration lead = all.medianLead();
        long entities = table.models().stream()
                .filter(model -> !model.shadow())
                .flatMap(model -> model.entities().keySet().stream())
                .distinct()
                .count();
        String rate = all.watched().compareTo(WEEK) < 0
                ? Counts.of(all.falseAlarms(), "false alarm", "false alarms") + " in " + days(all.watched())
                : String.format(Locale.ROOT, "%.1f false alarms a week", all.falseAlarmsPerWeek());
        return Counts.of(all.failures(), "failure", "failures") + ", " + all.warned() + " warned"
                + (lead == null ? "" : ", median lead " + minutes(lead)) + ", " + rate
                + (entities > 1 ? " per entity" : "");
    }

    private static String minutes(Duration lead) {
        return lead.compareTo(Duration.ofMinutes(2)) < 0
                ? lead.toSeconds() + " s"
                : Math.round(lead.toSeconds() / 60.0) + " min";
    }

    private static String days(Duration watched) {
        return watched.compareTo(Duration.ofDays(2)) < 0
                ? String.format(Locale.ROOT, "%.1f h", watched.toSeconds() / 3600.0)
                : String.format(Locale.ROOT, "%.1f d", watched.toSeconds() / 86_400.0);
    }

    private static String of(ModelReceipt model) {
        String name = model.model().isEmpty() ? "(no model)" : model.model();
        StringBuilder text = new StringBuilder("model " + name)
                .append(model.shadow() ? ", in shadow: shown to nobody" : "")
                .append('\n')
                .append(String.format(
                        Locale.ROOT,
                        "  %-20s %9s %7s %12s %13s %11s %8s%n",
                        "entity",
                        "failures",
                        "warned",
                        "median lead",
                        "false alarms",
                        "acted upon",
                        "watched"));
        new TreeMap<>(model.entities()).forEach((entity, tally) -> text.append(row(entity, tally)));
        if (model.entities().size() > 1) {
            text.append(row("all", model.all()));
        }
        model.calibration().forEach(one -> text.append(of(one)));
        return text.toString();
    }

    private static String row(String entity, Tally tally) {
        Duration lead = tally.medianLead();
        return String.format(
                Locale.ROOT,
                "  %-20s %9d %7d %12s %13d %11d %8s%n",
                entity,
                tally.failures(),
                tally.warned(),
                lead == null ? "-" : minutes(lead),
                tally.falseAlarms(),
                tally.intervened(),
                days(tally.watched()));
    }

    private static String of(Calibration calibration) {
        return String.format(
                Locale.ROOT,
                "  red within %-4s of %,d forecasts %,.1f should have come true, %,d did; Brier %.4f, calibration error %.4f%n",
                HorizonLabel.of(calibration.horizon()) + ":",
                calibration.forecasts(),
                calibration.expected(),
                calibration.observed(),
                calibration.brier(),
                calibration.error());
    }
}
