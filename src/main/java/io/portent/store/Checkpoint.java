package io.portent.store;

import io.portent.window.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Closed windows, and what to start from so that none of their lines is counted again and none after them is missed. It is
 * kept as a whole or not at all.
 *
 * @param writer who has read the lines: one agent's name, the same after a restart
 * @param windows to be kept beside those there are
 * @param templates that are new, or whose text has changed, since the last checkpoint; kept beside those there are
 * @param positions all there are of this writer now; they replace the former ones
 * @param memos what else the writer must know to go on, by name; they replace the former ones
 */
public record Checkpoint(
        String writer,
        List<Window> windows,
        List<StoredTemplate> templates,
        List<SourcePosition> positions,
        Map<String, String> memos) {
    public Checkpoint {
        Limits.key("writer", writer);
        windows = List.copyOf(windows);
        templates = List.copyOf(templates);
        positions = List.copyOf(positions);
        memos = Map.copyOf(memos);
        windows.forEach(Checkpoint::check);
        memos.keySet().forEach(name -> Limits.key("memo", name));
        Set<List<String>> keys = new HashSet<>();
        for (SourcePosition position : positions) {
            if (!keys.add(List.of(position.source(), position.identity()))) {
                throw new IllegalArgumentException("two positions of one file: " + position);
            }
        }
    }

    /** Both in one: with the windows and templates of both, to be resumed from where the later one is. */
    public Checkpoint then(Checkpoint later) {
        List<Window> all = new ArrayList<>(windows);
        all.addAll(later.windows);
        Map<String, StoredTemplate> told = new LinkedHashMap<>();
        templates.forEach(template -> told.put(template.id(), template));
        later.templates.forEach(template -> told.put(template.id(), template));
        return new Checkpoint(writer, all, List.copyOf(told.values()), later.positions, later.memos);
    }

    /** The same with other windows. */
    public Checkpoint withWindows(List<Window> others) {
        return new Checkpoint(writer, others, templates, positions, memos);
    }

    /** What the stores can give back exactly. */
    static void check(Window window) {
        Limits.key("entity", window.entity());
        Limits.millis("window start", window.start());
        if (window.length().isNegative() || window.longestGap().isNegative()) {
            throw new IllegalArgumentException(
                    "length and longest gap must be >= 0, were " + window.length() + " and " + window.longestGap());
        }
    }
}
