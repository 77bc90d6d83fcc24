package io.portent.store.memory;

import io.portent.store.Checkpoint;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.store.WindowReader;
import io.portent.store.WindowWriter;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Windows by entity and start, and where each writer goes on. Thread-safe. */
final class MemoryWindows implements WindowWriter, WindowReader {
    private record Owned(String writer, Window window) {}

    private final Map<String, TreeMap<Instant, Owned>> entities = new TreeMap<>();
    private final Map<String, Resume> resumes = new HashMap<>();
    private final Map<String, LinkedHashMap<String, StoredTemplate>> templates = new LinkedHashMap<>();

    @Override
    public synchronized void commit(Checkpoint checkpoint) {
        append(checkpoint.writer(), checkpoint.windows(), checkpoint.templates());
        resumes.put(checkpoint.writer(), new Resume(List.of(), checkpoint.positions(), checkpoint.memos()));
    }

    @Override
    public synchronized void append(String writer, List<Window> windows, List<StoredTemplate> told) {
        new Checkpoint(writer, windows, told, List.of(), Map.of())
                .windows()
                .forEach(window -> refuseAnothers(writer, window));
        for (Window window : windows) {
            entities.computeIfAbsent(window.entity(), name -> new TreeMap<>())
                    .put(window.start(), new Owned(writer, window));
        }
        told.forEach(template ->
                templates.computeIfAbsent(writer, name -> new LinkedHashMap<>()).put(template.id(), template));
    }

    private void refuseAnothers(String writer, Window window) {
        TreeMap<Instant, Owned> row = entities.get(window.entity());
        Owned there = row == null ? null : row.get(window.start());
        if (there != null && !there.writer().equals(writer)) {
            throw new StoreException(
                    Problem.CONFLICT,
                    "memory",
                    "the window of " + window.entity() + " at " + window.start() + " was written by " + there.writer()
                            + ", not " + writer + ": two agents must not watch one entity",
                    null);
        }
    }

    @Override
    public synchronized Resume resume(String writer) {
        Resume last = resumes.getOrDefault(writer, Resume.NOTHING);
        return new Resume(
                List.copyOf(
                        templates.getOrDefault(writer, new LinkedHashMap<>()).values()),
                last.positions(),
                last.memos());
    }

    @Override
    public synchronized List<StoredTemplate> templates() {
        return templates.values().stream()
                .flatMap(each -> each.values().stream())
                .toList();
    }

    @Override
    public void windows(@Nullable String entity, TimeSpan span, Consumer<Window> out) {
        copy(entity, span).forEach(out);
    }

    @Override
    public List<Window> list(TimeSpan span) {
        return List.copyOf(copy(null, span));
    }

    private synchronized List<Window> copy(@Nullable String entity, TimeSpan span) {
        List<Window> copy = new ArrayList<>();
        entities.forEach((name, row) -> {
            if (entity == null || entity.equals(name)) {
                row.subMap(span.from(), span.until()).values().forEach(owned -> copy.add(owned.window()));
            }
        });
        return copy;
    }

    @Override
    public synchronized List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        entities.forEach((name, row) -> extents.add(new Extent(name, row.firstKey(), row.lastKey(), row.size())));
        return extents;
    }

    synchronized long forget(Predicate<Instant> old) {
        long before = size();
        entities.values().forEach(row -> row.keySet().removeIf(old));
        entities.values().removeIf(TreeMap::isEmpty);
        return before - size();
    }

    synchronized long size() {
        return entities.values().stream().mapToLong(TreeMap::size).sum();
    }

    synchronized @Nullable Instant oldest() {
        return entities.values().stream()
                .map(TreeMap::firstKey)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
