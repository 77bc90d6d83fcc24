package io.portent.source.push;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Those who have no connection of their own, told apart by their address. Of more than {@value #MOST} the one that was silent for
 * longest is forgotten, and is another if it comes again. Thread-safe.
 */
final class Senders {
    static final int MOST = 256;

    private final LineQueue queue;
    private final String kind;
    private final Map<String, Sender> byAddress = new LinkedHashMap<>(16, 0.75f, true);

    Senders(LineQueue queue, String kind) {
        this.queue = queue;
        this.kind = kind;
    }

    synchronized Sender at(String address) {
        Sender known = byAddress.get(address);
        if (known != null) {
            return known;
        }
        if (byAddress.size() == MOST) {
            String silent = byAddress.keySet().iterator().next();
            Sender gone = byAddress.remove(silent);
            if (gone != null) {
                queue.left(gone);
            }
        }
        Sender fresh = queue.came(kind);
        byAddress.put(address, fresh);
        return fresh;
    }
}
