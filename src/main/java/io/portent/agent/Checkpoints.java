package io.portent.agent;

import io.portent.event.FilePosition;
import io.portent.parse.Template;
import io.portent.pipeline.EventPipeline;
import io.portent.pipeline.LiveRecogniser;
import io.portent.pipeline.Novelty;
import io.portent.store.Checkpoint;
import io.portent.store.SourcePosition;
import io.portent.store.StoredTemplate;
import io.portent.store.WindowWriter;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which windows have closed since the last checkpoint, and from where on the lines must be read again for those that are
 * still open. Not thread-safe; owned by the pipeline thread.
 *
 * <pre>
 *        mark 4          mark 5          mark 6 (now)
 *   ------|---------------|------|--------|------>  events
 *                                ^ the oldest open window got its first event here: who goes on from this
 *                                  checkpoint reads again from mark 5, and drops what closed windows have counted
 * </pre>
 */
final class Checkpoints {
    private final String writer;
    private final EventPipeline pipeline;
    private final LiveRecogniser recogniser;
    private final List<Window> closed = new ArrayList<>();
    private final List<Template> told = new ArrayList<>();
    private final Map<String, Map<String, FilePosition>> consumed = new HashMap<>();
    private final AlreadyCounted counted;
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** A moment between two events: its number, up to where each file was counted then, and what was known for new. */
    private record Mark(long number, List<SourcePosition> positions, Map<String, Long> events, Novelty novelty) {}

    /**
     * @param resume where the writer begins
     * @param counted see {@link Memos}
     */
    Checkpoints(
            String writer,
            WindowWriter.Resume resume,
            Map<String, Long> counted,
            EventPipeline pipeline,
            LiveRecogniser recogniser) {
        this.writer = writer;
        this.counted = new AlreadyCounted(counted);
        this.pipeline = pipeline;
        this.recogniser = recogniser;
        for (SourcePosition one : resume.positions()) {
            FilePosition position = FilePositions.of(one);
            of(one.source()).put(position.generation(), position);
        }
        marks.add(new Mark(0, resume.positions(), Map.of(), recogniser.novelty()));
    }

    private Map<String, FilePosition> of(String source) {
        return consumed.computeIfAbsent(source, name -> new LinkedHashMap<>());
    }

    /**
     * One event of the source was given to the pipeline.
     *
     * @param after up to where its file has been read once it is counted; null: as before
     * @return false if a former process has counted in its metrics what became of it
     */
    boolean consumed(String source, @Nullable FilePosition after) {
        boolean first = counted.next(source);
        if (after != null) {
            of(source).put(after.generation(), after);
            counted.covered(source);
        }
        return first;
    }

    /** Files that are read to their end and gone need no position. */
    void retain(String source, Set<String> generations) {
        of(source).keySet().retainAll(generations);
    }

    void closed(Window window) {
        closed.add(window);
    }

    /** To be told with the next checkpoint. */
    void tell(List<Template> templates) {
        told.addAll(templates);
    }

    /** Windows that wait for a checkpoint. */
    int waiting() {
        return closed.size();
    }

    /**
     * What is to be kept now. Between two events only.
     *
     * @param adopted see {@link Memos}
     */
    Checkpoint take(String model, Instant adopted, List<Template> learnt) {
        marks.add(new Mark(pipeline.mark(), positions(), counted.mark(), recogniser.novelty()));
        long from = pipeline.replayFrom();
        while (second().number() <= from) {
            marks.removeFirst();
        }
        told.addAll(learnt);
        Mark safe = marks.getFirst();
        Checkpoint checkpoint = new Checkpoint(
                writer,
                closed,
                told.stream()
                        .map(one -> new StoredTemplate(one.id(), one.text()))
                        .toList(),
                safe.positions(),
                new Memos(model, adopted, pipeline.state(), safe.novelty(), counted.beyond(safe.events())).write());
        closed.clear();
        told.clear();
        return checkpoint;
    }

    private Mark second() {
        return marks.stream().skip(1).findFirst().orElse(new Mark(Long.MAX_VALUE, List.of(), Map.of(), Novelty.NONE));
    }

    private List<SourcePosition> positions() {
        List<SourcePosition> all = new ArrayList<>();
        consumed.forEach(
                (source, files) -> files.values().forEach(position -> all.add(FilePositions.stored(source, position))));
        return all;
    }
}
