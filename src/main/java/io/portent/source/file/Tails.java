package io.portent.source.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The followed files of one source. Not thread-safe.
 *
 * <p>A file that is found nowhere any more is kept open and read on for a while, because its writer may not have noticed the rotation
 * yet. A file that is merely idle is closed when another needs its place. One that goes away while it is closed, unread, is lost; that is
 * counted.
 */
final class Tails {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /**
     * A departed file comes before its successor, else oldest first; of equals one that was rotated while nobody looked, then the one that
     * was found first, or by name.
     */
    private static final Comparator<Tail> OLDEST_FIRST = Comparator.comparing((Tail tail) -> !tail.isDeparted())
            .thenComparing(Tail::modified)
            .thenComparing(tail -> !tail.isPredecessor());

    private final FileSpec spec;
    private final FileGlob glob;
    private final Resumption resumption;
    private final FirstLook first;
    private final int maxOpen;
    private final Tally tally;
    private final Remarks remarks = new Remarks();
    private final Unreadable unreadable = new Unreadable(remarks);
    private final Map<Object, Tail> byKey = new LinkedHashMap<>();
    private final Copies copies = new Copies();
    private final Set<Tail> open = new LinkedHashSet<>(); // least recently opened first
    private boolean moving;

    Tails(FileSpec spec, @Nullable Instant notBefore, Resumption resumption, int maxOpen, Tally tally) {
        this.spec = spec;
        this.glob = new FileGlob(spec.globs(), spec.exclude());
        this.resumption = resumption;
        this.first = new FirstLook(notBefore, !resumption.pending().isEmpty());
        this.maxOpen = maxOpen;
        this.tally = tally;
    }

    /** Looks at the directories once. Returns the files with something to read, in reading order. */
    List<Tail> withNews(Instant now) {
        moving = false;
        Set<Path> known = knownPaths();
        Set<Object> present = new HashSet<>();
        Set<Path> unlisted = new HashSet<>();
        for (Path path : glob.files(unlisted::add)) {
            list(path, known, present);
        }
        unreadable.unlisted(unlisted, now);
        resumeElsewhere(present, now);
        if (!first.isOver()) {
            orderPredecessors();
            first.end(byKey.isEmpty(), spec, remarks);
        }
        byKey.forEach((key, tail) -> {
            if (!present.contains(key) && unlisted.stream().noneMatch(tail.path()::startsWith)) {
                tail.departed(now);
            }
        });
        unreadable.say(now);
        return byKey.values().stream()
                .filter(tail -> tail.hasNews(now))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Whether a file went while the directories were looked at: renamed, most likely, and not yet seen under its new name. */
    boolean isMoving() {
        return moving;
    }

    Unreadable unreadable() {
        return unreadable;
    }

    Remarks remarks() {
        return remarks;
    }

    /** As lines are said to come from them. */
    Set<String> followed() {
        Set<String> paths = new HashSet<>();
        for (Tail tail : byKey.values()) {
            paths.add(tail.path().toString());
            paths.add(tail.name());
        }
        return paths;
    }

    Set<String> generations() {
        Set<String> generations = new HashSet<>();
        if (first.isOver()) {
            byKey.values().forEach(tail -> add(tail.progress().generation(), generations));
            resumption.pending().forEach(part -> add(part.generation(), generations));
            if (byKey.values().stream().anyMatch(tail -> tail.isUnread() && !tail.isReadToKnownEnd())) {
                copies.generations().forEach(generation -> add(generation, generations)); // it may hold the rest of one
            }
        }
        return generations;
    }

    private static void add(@Nullable String generation, Set<String> to) {
        if (generation != null) {
            to.add(generation);
        }
    }

    private Set<Path> knownPaths() {
        Set<Path> known = new HashSet<>();
        resumption.pending().forEach(part -> known.add(part.path()));
        for (Tail tail : byKey.values()) {
            known.add(tail.path());
            Path former = tail.formerPath();
            if (former != null) {
                known.add(former);
            }
        }
        return known;
    }

    private void list(Path path, Set<Path> known, Set<Object> present) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (IOException e) {
            moving = true; // gone since the directory was read
            return;
        }
        Object key = Tail.keyOf(path, attributes);
        if (!present.add(key)) {
            return; // a second link to the same file
        }
        Tail followed = byKey.get(key);
        if (followed != null) {
            followed.listed(path, attributes);
        } else if (!resume(path, key, known)) {
            follow(path, key, attributes, known);
        }
    }

    private void follow(Path path, Object key, BasicFileAttributes attributes, Set<Path> known) {
        if (!first.leavesOut(attributes)) {
            byKey.put(key, new Tail(key, path, attributes));
            tally.rotations += known.contains(path) ? 1 : 0;
        }
    }

    /** False where nothing is known of the file. One of which that cannot be said now is not touched. */
    private boolean resume(Path path, Object key, Set<Path> known) {
        try {
            String inode = Tail.inode(key);
            boolean stoodHere = resumption.stoodAt(path, inode);
            Resumption.Found found = resumption.at(path, inode);
            if (found != null) {
                resumed(found);
                return true;
            }
            if (stoodHere) {
                known.remove(path); // no rotation: written anew in place, or its inode was used again at once
                tally.truncations++;
            }
            return false;
        } catch (NoSuchFileException e) {
            moving = true;
            return true;
        } catch (IOException e) {
            tally.failures++;
            return true;
        }
    }

    private Tail resumed(Resumption.Found found) {
        Sighting sighting = found.sighting();
        Tail tail = byKey.computeIfAbsent(sighting.key(), key -> new Tail(key, sighting.path(), sighting.attributes()));
        tail.goOnAfter(found.part(), sighting);
        if (!found.part().path().equals(tail.path())) {
            tail.makePredecessor(found.part().path());
        }
        return tail;
    }

    private void resumeElsewhere(Set<Object> present, Instant now) {
        if (resumption.pending().isEmpty()) {
            return;
        }
        for (Resumption.Found found : resumption.elsewhere(this::isTaken, this::lost)) {
            boolean listed = present.contains(found.sighting().key());
            if (!listed && found.sighting().isAll(found.part())) {
                copies.remember(found.part()); // compressed, and nothing unread
                continue;
            }
            Tail tail = resumed(found);
            if (!listed) {
                depart(tail, now);
            }
        }
    }

    /** As a file that has left the globs: kept open and read on for a while. */
    private void depart(Tail tail, Instant now) {
        try {
            open(tail);
        } catch (IOException e) {
            tally.failures++;
        }
        tail.departed(now);
    }

    private void orderPredecessors() {
        Map<Path, Tail> byPath = new HashMap<>();
        byKey.values().forEach(tail -> byPath.put(tail.path(), tail));
        for (Tail tail : byKey.values()) {
            Tail successor = byPath.get(tail.oldPath());
            if (successor != null && tail.isPredecessor()) {
                tail.orderBefore(successor);
            }
        }
    }

    private boolean isTaken(Path path) {
        try {
            Tail tail = byKey.get(Tail.keyOf(path, Files.readAttributes(path, BasicFileAttributes.class)));
            return tail != null && !tail.isUnread();
        } catch (IOException e) {
            return true; // gone
        }
    }

    private void lost(ReadPart part) {
        tally.generationsMissed += resumption.isRewritten(part) ? 0 : 1;
        copies.remember(part);
    }

    /** Opens the file, in the place of an idle one if need be. False where it cannot be had any more. */
    boolean open(Tail tail) throws IOException {
        if (!tail.isOpen() && open.size() >= maxOpen) {
            Optional<Tail> idlest = open.stream().filter(t -> !t.isDeparted()).findFirst();
            if (idlest.isPresent()) {
                close(idlest.get());
            }
        }
        open.remove(tail);
        if (tail.open()) {
            open.add(tail);
        }
        tally.openFiles = open.size();
        return tail.isOpen();
    }

    void close(Tail tail) throws IOException {
        open.remove(tail);
        tally.openFiles = open.size();
        tail.close();
    }

    /** Departed files end when their time is up, or when so many of them are open that the living ones would starve. */
    boolean isOver(Tail tail, Instant now) {
        if (!tail.isDeparted()) {
            return false;
        }
        return !now.isBefore(tail.quietSince().plus(GRACE))
                || open.stream().filter(Tail::isDeparted).count() > Math.max(1, maxOpen / 2);
    }

    /** Looks whether a file that was never read is a copy of one that was. */
    boolean adopt(Tail fresh) throws IOException {
        return copies.adopt(fresh, byKey.values());
    }

    /** Before what was read of it is gone from the disk. */
    void remember(Tail tail) {
        copies.remember(tail.readPart());
    }

    void forget(Tail tail) throws IOException {
        remember(tail);
        byKey.values().remove(tail);
        unreadable.over(tail.key());
        close(tail);
    }

    void closeAll() throws IOException {
        for (Tail tail : List.copyOf(open)) {
            close(tail);
        }
    }
}
