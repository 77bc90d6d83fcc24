package io.portent.agent;

import io.portent.bundle.RetrainReceipt;
import io.portent.bundle.file.RetrainJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Why there is no model to forecast with, as far as retraining has said it. */
final class NoModel {
    static final String NEVER_TRAINED = "no model yet: run agent train";

    private NoModel() {}

    /** @param directory of the models */
    static String reason(Path directory) {
        try {
            List<RetrainReceipt> receipts = new RetrainJournal(directory).receipts();
            return receipts.isEmpty() ? NEVER_TRAINED : "no model yet: " + after(receipts.get(receipts.size() - 1));
        } catch (IOException e) {
            return NEVER_TRAINED;
        }
    }

    private static String after(RetrainReceipt last) {
        return switch (last.verdict()) {
            case TOO_FEW -> "retraining " + last.reason();
            case KEPT -> "the last challenger was not let in, " + last.reason();
            case FAILED -> "the last retraining failed: " + last.reason();
            case PROMOTED -> "the one that was promoted is gone, run agent train";
        };
    }
}
