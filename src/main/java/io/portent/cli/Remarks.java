package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.EntitySpec;
import io.portent.store.Store;
import io.portent.store.WindowReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what is probably not meant by somebody who adds to the store. It is done all the same: logs may come later than labels. */
final class Remarks {
    private static final int SHOWN = 5;
    private static final int WIDEST = 60;

    private final PrintWriter err;

    Remarks(PrintWriter err) {
        this.err = err;
    }

    /** A misspelt name is a label that never counts. */
    void onEntities(Collection<String> named, AgentConfig config, Store store) {
        Set<String> known = new TreeSet<>();
        store.windowReader().extents().stream().map(WindowReader.Extent::entity).forEach(known::add);
        if (config.entity() instanceof EntitySpec.Named one) {
            known.add(one.name());
        }
        Set<String> unknown = new TreeSet<>(named);
        unknown.removeAll(known);
        unknown.remove("");
        if (!known.isEmpty() && !unknown.isEmpty()) {
            err.println("note: no logs are known of " + some(unknown) + "; there are those of " + some(known));
            err.flush();
        }
    }

    private static String some(Set<String> names) {
        String shown = names.stream()
                .limit(SHOWN)
                .map(name -> Printable.line(name, WIDEST))
                .collect(Collectors.joining(", "));
        return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
    }

    void onTime(Instant time, Instant now) {
        if (time.isAfter(now)) {
            err.println("note: " + time + " is later than now, " + now);
            err.flush();
        }
    }
}
