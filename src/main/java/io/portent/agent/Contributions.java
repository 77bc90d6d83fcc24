package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.explain.Cause;
import io.portent.explain.CauseKind;
import io.portent.explain.Explanation;
import io.portent.metrics.Contribution;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** An explanation as metrics tell it. */
final class Contributions {
    private Contributions() {}

    /** The strongest first; none where nothing was explained. */
    static List<Contribution> of(@Nullable Explanation why) {
        return why == null
                ? List.of()
                : why.causes().stream()
                        .map(cause -> new Contribution(id(cause), cause.text(), cause.share()))
                        .toList();
    }

    /** Names of fields and exceptions, and values, are log text, too: a checksum stands for them. */
    private static String id(Cause cause) {
        if (cause.kind() == CauseKind.TEMPLATE) {
            return cause.id();
        }
        if (cause.id().isEmpty()) {
            return cause.kind().label();
        }
        CRC32 sum = new CRC32();
        sum.update(cause.id().getBytes(UTF_8));
        return cause.kind().label() + ":" + Long.toHexString(sum.getValue());
    }
}
