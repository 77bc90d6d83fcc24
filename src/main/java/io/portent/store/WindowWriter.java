package io.portent.store;

import io.portent.window.Window;
import java.util.List;
import java.util.Map;

/**
 * Keeps closed windows. A window is known by its entity and start. Written again by the same writer, it replaces the former
 * one: nothing is counted twice. Another writer's window is refused with {@link StoreException.Problem#CONFLICT}, since
 * half of the lines would be lost whichever of the two was kept.
 */
public interface WindowWriter {
    /** All of it, in one transaction. */
    void commit(Checkpoint checkpoint);

    /** Windows of old logs and their templates, in one transaction; the writer's positions stay as they are. */
    void append(String writer, List<Window> windows, List<StoredTemplate> templates);

    /** What the writer's last commit left to start from; empty before its first. */
    Resume resume(String writer);

    /**
     * Where a writer goes on after a restart.
     *
     * @param templates all it has told, in the order in which it first did
     */
    record Resume(List<StoredTemplate> templates, List<SourcePosition> positions, Map<String, String> memos) {
        public static final Resume NOTHING = new Resume(List.of(), List.of(), Map.of());

        public Resume {
            templates = List.copyOf(templates);
            positions = List.copyOf(positions);
            memos = Map.copyOf(memos);
        }
    }
}
