package io.portent.source.file;

import io.portent.event.FilePosition;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The places where a former process stopped, until each is found again or given up.
 *
 * <pre>
 *   inode and beginning      in a listed file                      most often
 *   inode and beginning      in a file beside it                   rotated out of the globs
 *   beginning and checksum   in a file beside it, named like it    copied or compressed
 *   nowhere                  lost, and counted
 * </pre>
 *
 * <p>Of a link, beside it is also beside what it links to: there those who rotate containers' logs work.
 *
 * <p>An inode alone proves nothing: it is used again. Up to a mebibyte all that was read is compared; of more only the beginning, since
 * a restart must not read gigabytes. Not thread-safe.
 */
final class Resumption {
    private static final long COMPARED = 1 << 20;

    /** A file, and what of it was read before. */
    record Found(ReadPart part, Sighting sighting) {}

    private final List<ReadPart> pending = new ArrayList<>();
    private final Set<ReadPart> unreadable = new HashSet<>();
    private final Set<ReadPart> rewritten = new HashSet<>();

    Resumption(List<FilePosition> positions) {
        positions.forEach(position -> pending.add(ReadPart.of(position)));
        pending.sort(Comparator.comparingLong(ReadPart::length).reversed());
    }

    /** What is not found yet; of files that cannot be read now. */
    Collection<ReadPart> pending() {
        return List.copyOf(pending);
    }

    /** Whether a file with this inode was left under this path. */
    boolean stoodAt(Path path, String inode) {
        return pending.stream()
                .anyMatch(part -> part.path().equals(path) && part.inode().equals(inode));
    }

    /** Whether another beginning was found under the path and inode where it was left. */
    boolean isRewritten(ReadPart part) {
        return rewritten.contains(part);
    }

    /** What was read of a listed file; null where it is another. Throws where that cannot be said now. */
    @Nullable
    Found at(Path path, String inode) throws IOException {
        List<ReadPart> candidates =
                pending.stream().filter(part -> part.isInode(inode)).toList();
        if (candidates.isEmpty()) {
            return null;
        }
        unreadable.addAll(candidates);
        Sighting sighting = sighted(path);
        Found found = null;
        for (ReadPart part : candidates) {
            if (found == null && sighting != null && isSame(sighting, part)) {
                pending.remove(part);
                found = new Found(part, sighting);
            } else if (part.path().equals(path) && part.inode().equals(inode)) {
                rewritten.add(part);
            }
        }
        candidates.forEach(unreadable::remove);
        return found;
    }

    /**
     * Looks for what no listed file holds, oldest first. What is found nowhere is not looked for again.
     *
     * @param taken of files that are known to hold something else
     * @param lost told what is found nowhere
     */
    List<Found> elsewhere(Predicate<Path> taken, Consumer<ReadPart> lost) {
        List<Found> found = new ArrayList<>();
        Map<Path, Optional<List<Path>>> siblings = new HashMap<>();
        Map<Path, Optional<Sighting>> seen = new HashMap<>();
        for (ReadPart part : List.copyOf(pending)) {
            if (unreadable.contains(part)) {
                continue;
            }
            Sighting holder = null;
            boolean everywhere = true;
            for (ReadPart there : places(part)) {
                Optional<List<Path>> beside = siblings.computeIfAbsent(there.directory(), Resumption::filesIn);
                everywhere &= beside.isPresent();
                if (holder == null && beside.isPresent()) {
                    holder = holder(there, beside.get(), taken, seen);
                }
            }
            if (holder != null) {
                pending.remove(part);
                found.add(new Found(part, holder));
                Path path = holder.path();
                siblings.values().forEach(files -> files.ifPresent(beside -> beside.remove(path)));
            } else if (everywhere) {
                pending.remove(part);
                lost.accept(part);
            }
        }
        unreadable.clear();
        found.sort(Comparator.comparing(one -> one.sighting().attributes().lastModifiedTime()));
        return found;
    }

    private static List<ReadPart> places(ReadPart part) {
        try {
            if (Files.isSymbolicLink(part.path())) {
                return List.of(part, part.at(part.path().toRealPath()));
            }
        } catch (IOException e) {
            // it links to nothing, or to itself
        }
        return List.of(part);
    }

    /** Empty where that cannot be said now. */
    private static Optional<List<Path>> filesIn(Path directory) {
        List<Path> files = new ArrayList<>();
        if (!FileGlob.list(directory, files)) {
            return Optional.empty();
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        files.sort(Comparator.naturalOrder());
        return Optional.of(files);
    }

    private static @Nullable Sighting holder(
            ReadPart part, List<Path> beside, Predicate<Path> taken, Map<Path, Optional<Sighting>> seen) {
        Sighting copy = null;
        for (Path path : beside) {
            if ((!part.isNamedLike(path) && !hasInode(path, part)) || taken.test(path)) {
                continue;
            }
            Optional<Sighting> sighting = seen.computeIfAbsent(path, Resumption::trySight);
            if (sighting.isEmpty()) {
                continue;
            }
            if (isRenamed(sighting.get(), part)) {
                return sighting.get();
            }
            copy = copy == null && isCopy(sighting.get(), part) ? sighting.get() : copy;
        }
        return copy;
    }

    private static boolean hasInode(Path path, ReadPart part) {
        try {
            return part.isInode(Tail.inode(Tail.keyOf(path, Files.readAttributes(path, BasicFileAttributes.class))));
        } catch (IOException e) {
            return false; // gone
        }
    }

    private static Optional<Sighting> trySight(Path path) {
        try {
            return Optional.of(Sighting.of(path));
        } catch (IOException e) {
            return Optional.empty(); // gone, not ours to read, or an archive in the making
        }
    }

    private static boolean isRenamed(Sighting sighting, ReadPart part) {
        try {
            return part.isInode(sighting.inode()) && isSame(sighting, part);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isCopy(Sighting sighting, ReadPart part) {
        try {
            return Math.max(part.length(), part.headLength()) >= Copies.MIN_BYTES
                    && part.mayBeCopiedTo(sighting.path())
                    && sighting.holds(part);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isSame(Sighting sighting, ReadPart part) throws IOException {
        try {
            return part.length() > COMPARED ? sighting.mayHold(part) : sighting.holds(part);
        } catch (EOFException | ZipException e) {
            return false; // damaged: what was read of it cannot be read again
        }
    }

    private static @Nullable Sighting sighted(Path path) throws IOException {
        try {
            return Sighting.of(path);
        } catch (EOFException | ZipException | NoSuchFileException e) {
            return null;
        }
    }
}
