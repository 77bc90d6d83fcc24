package io.portent.source.file;

import java.util.ArrayList;
import java.util.List;

/** What an operator should hear, until somebody asks for it. Not thread-safe. */
final class Remarks {
    private static final int MOST = 50;

    private final List<String> waiting = new ArrayList<>();

    void add(String remark) {
        if (waiting.size() < MOST) {
            waiting.add(remark);
        }
    }

    List<String> take() {
        List<String> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }
}
