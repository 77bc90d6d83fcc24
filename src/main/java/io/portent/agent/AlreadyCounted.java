package io.portent.agent;

import java.util.HashMap;
import java.util.Map;

/**
 * Which events a former process has counted in its metrics already: whoever goes on from a checkpoint reads some lines again,
 * and what was lost of them must not count as lost twice. Not thread-safe; owned by the pipeline thread.
 *
 * <pre>
 *        begins here      mark                     checkpoint
 *   --------|---------------|--------------------------|------>  events of one source
 *                           |---- counted beyond it ---|         who goes on from the mark has counted these
 * </pre>
 */
final class AlreadyCounted {
    private final Map<String, Long> given = new HashMap<>();
    private final Map<String, Long> covered = new HashMap<>();
    private final Map<String, Long> counted;

    /** @param before by source: events from the beginning on that were counted */
    AlreadyCounted(Map<String, Long> before) {
        this.counted = new HashMap<>(before);
    }

    /** The next event of the source. Returns whether nobody has counted it yet. */
    boolean next(String source) {
        long number = given.merge(source, 1L, Long::sum);
        if (number <= counted.getOrDefault(source, 0L)) {
            return false;
        }
        counted.put(source, number);
        return true;
    }

    /** What was given of the source so far is covered by its positions. */
    void covered(String source) {
        covered.put(source, given.getOrDefault(source, 0L));
    }

    /** By source: events that positions cover now. */
    Map<String, Long> mark() {
        return Map.copyOf(covered);
    }

    /** By source: events that were counted beyond a mark. */
    Map<String, Long> beyond(Map<String, Long> mark) {
        Map<String, Long> beyond = new HashMap<>();
        counted.forEach((source, number) -> {
            long more = number - mark.getOrDefault(source, 0L);
            if (more > 0) {
                beyond.put(source, more);
            }
        });
        return beyond;
    }
}
