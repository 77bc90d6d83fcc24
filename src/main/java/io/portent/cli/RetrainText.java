package io.portent.cli;

import io.portent.bundle.RetrainReceipt;
import java.util.Locale;

/** A receipt as a person reads it. */
final class RetrainText {
    private RetrainText() {}

    static String of(RetrainReceipt receipt) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%s: %s.%n", capital(receipt.verdict().label()), receipt.reason()));
        text.append(String.format(
                Locale.ROOT,
                "%s %s until %s with %s, in %.0f s.%n",
                receipt.verdict() == RetrainReceipt.Verdict.TOO_FEW ? "Looked at" : "Learnt from",
                receipt.since(),
                receipt.until(),
                Counts.onsets(receipt.onsets()),
                receipt.seconds()));
        if (!receipt.contests().isEmpty()) {
            text.append(String.format("Scored on what came after %s:%n", receipt.heldOutFrom()));
            text.append(contests(receipt));
        }
        switch (receipt.verdict()) {
            case PROMOTED -> text.append(champion(receipt.challenger()));
            case KEPT, TOO_FEW, FAILED -> {
                text.append(champion(receipt.champion()));
                if (receipt.challenger() != null) {
                    text.append("Challenger: ").append(receipt.challenger()).append(System.lineSeparator());
                }
            }
        }
        return text.toString();
    }

    static String contests(RetrainReceipt receipt) {
        StringBuilder text = new StringBuilder();
        for (RetrainReceipt.Contest one : receipt.contests()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  log loss against %-12s %+6.1f %%   (90 %% interval %+.1f to %+.1f)%n",
                    one.other(),
                    -100 * one.gain(),
                    -100 * one.high(),
                    -100 * one.low()));
        }
        return text.toString();
    }

    private static String champion(@org.jspecify.annotations.Nullable String version) {
        return "Champion: " + (version == null ? "none" : version) + System.lineSeparator();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
