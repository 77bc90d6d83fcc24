package io.portent.source.file;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rotated files from being read twice where they come back under another name and inode: compressed ({@code app.log.2.gz}), or copied
 * before the original is cut. A file whose beginning is, byte for byte, all that was read of another of that name is read on where that one
 * was left. Told by length and CRC-32, so it costs one more reading of such a file, and nothing for others. What is shorter than 64 bytes
 * is not enough to tell.
 *
 * <p>Not thread-safe.
 */
final class Copies {
    static final int MIN_BYTES = 64;
    private static final int REMEMBERED = 256;

    private final Deque<ReadPart> past = new ArrayDeque<>();

    /** For when a file is forgotten, or read from its beginning again. */
    void remember(ReadPart part) {
        if (part.length() >= MIN_BYTES) {
            past.addFirst(part);
        }
        if (past.size() > REMEMBERED) {
            past.removeLast();
        }
    }

    /** Of what is remembered; null where no line of it was delivered. */
    Stream<@Nullable String> generations() {
        return past.stream().map(ReadPart::generation);
    }

    /**
     * Sets a file that was never read to where its original was left, if it has one. False where it has none. A line that was read in part
     * goes with it, unless it was delivered as it stood, because its file was found cut before the copy was found.
     */
    boolean adopt(Tail fresh, Collection<Tail> followed) throws IOException {
        List<Original> originals = new ArrayList<>();
        past.forEach(part -> add(part, null, fresh, originals));
        for (Tail tail : followed) {
            if (tail != fresh) {
                add(tail.readPart(), tail, fresh, originals);
            }
        }
        if (originals.isEmpty()) {
            return false;
        }
        originals.sort(
                Comparator.comparingLong((Original one) -> one.part().length()).reversed());
        Sighting sighting = Sighting.of(fresh.path());
        for (Original one : originals) {
            if (sighting.holds(one.part())) {
                fresh.goOnAfter(one.part(), sighting);
                Tail left = one.tail();
                if (left != null && left.isReadInPart() && isGone(left, one.part())) {
                    fresh.continueHalf(left, sighting.isCompressed());
                }
                return true;
            }
        }
        return false;
    }

    /** Whether what was not read of it is nowhere but in a copy. */
    private static boolean isGone(Tail original, ReadPart part) throws IOException {
        return original.isDeparted() || !Sighting.of(original.path()).mayHold(part);
    }

    private static void add(ReadPart part, @Nullable Tail tail, Tail fresh, List<Original> to) {
        if (part.length() >= MIN_BYTES && part.mayBeCopiedTo(fresh.path())) {
            to.add(new Original(part, tail));
        }
    }

    private record Original(ReadPart part, @Nullable Tail tail) {}
}
