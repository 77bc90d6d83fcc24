package io.portent.source.file;

import io.portent.event.FilePosition;
import io.portent.event.RawLine;
import io.portent.source.LineSource;
import io.portent.source.SourceCounts;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the files that match some globs. Those that exist are read first, the oldest first; then all are read on as they grow.
 *
 * <pre>
 *   listing ─▶ queue of files with news ─▶ each to the size it has ─▶ next listing, only once the queue is empty
 * </pre>
 *
 * <p>A file that grows without end holds up the others by one round at most. A line is delivered when its newline is there, or when it
 * has waited for that for ten seconds, or when its file has gone or was cut. What cannot be seen: a generation that came and went between
 * two polls, and one that was cut and then written anew beyond the old size with the same beginning.
 *
 * <p>Compressed files are read once, whole; of one that was still being written, the rest when it has grown. A file that was read and then
 * comes back compressed or copied is not read again, see {@link Copies}.
 */
public final class FileSource implements LineSource {
    private static final int MAX_OPEN = 256;

    /** In one read: a file that is moved each time it is to be opened waits for the next one. */
    private static final int MOST_LOOKS = 3;

    private final String name;
    private final FileSpec spec;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private final Tails tails;
    private final Queue<Tail> queue = new ArrayDeque<>();
    private @Nullable LineCutter cutter;
    private @Nullable Round round;
    private @Nullable Instant looked;

    /**
     * Whether a file was listed and gone when it was to be looked at or opened: renamed, most likely. Then it is looked for again at once; to
     * say that there is nothing to read would let windows close that its lines belong to.
     */
    private boolean moved;

    private @Nullable Instant readUpTo;

    /**
     * Reads on where a former process stopped; without positions, every file from its beginning.
     *
     * @param notBefore files without a position that were last modified before it are left out until they are modified again; null: none
     * @param resume after the last line of each generation that need not be read again
     */
    public FileSource(
            String name, FileSpec spec, @Nullable Instant notBefore, List<FilePosition> resume, InstantSource clock) {
        this(name, spec, notBefore, resume, clock, MAX_OPEN);
    }

    FileSource(
            String name,
            FileSpec spec,
            @Nullable Instant notBefore,
            List<FilePosition> resume,
            InstantSource clock,
            int maxOpen) {
        this.name = name;
        this.spec = spec;
        this.clock = clock;
        this.tails = new Tails(spec, notBefore, new Resumption(resume), maxOpen, tally);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(int max, Consumer<RawLine> out) throws IOException {
        int delivered = 0;
        int looks = 0;
        while (delivered < max && (!queue.isEmpty() || looks == 0 || (moved && looks < MOST_LOOKS))) {
            if (queue.isEmpty()) {
                looks++;
                look();
                continue;
            }
            RawLine line = next(queue.element());
            if (line == null) {
                queue.remove();
                round = null;
                readUpTo = queue.isEmpty() && !moved ? looked : readUpTo;
            } else {
                delivered++;
                out.accept(line);
            }
        }
        return delivered;
    }

    private void look() {
        Instant now = clock.instant();
        queue.addAll(tails.withNews(now));
        moved = tails.isMoving();
        looked = now;
        readUpTo = queue.isEmpty() && !moved ? now : readUpTo;
    }

    /** The next line of the file at the head of the queue; null when its round is over, for whatever reason. */
    private @Nullable RawLine next(Tail tail) throws IOException {
        try {
            if (round == null) {
                round = begin(tail);
            }
            RawLine line = round == null ? null : round.next();
            if (line == null) {
                tails.unreadable().over(tail.key());
            }
            return line;
        } catch (ClosedByInterruptException e) {
            throw e; // the reader thread is told to stop
        } catch (IOException e) {
            failed(tail, e);
            return null;
        }
    }

    private void failed(Tail tail, IOException why) throws IOException {
        Instant now = clock.instant();
        tally.failures++;
        tails.unreadable().failed(tail.key(), tail.path(), why, now);
        tail.failed(now);
        cutter().drop();
        tails.close(tail);
    }

    private @Nullable Round begin(Tail tail) throws IOException {
        if (tails.open(tail)) {
            return tail.isCompressed() ? beginCompressed(tail) : beginPlain(tail);
        }
        if (!tail.isDeparted()) {
            moved = true;
            return null; // the next listing will tell what became of it
        }
        tally.generationsMissed += tail.isReadToKnownEnd() ? 0 : 1;
        PlainRound last = new PlainRound(name, tail, tails, cutter(), clock, tally);
        last.nothingMore();
        return last;
    }

    private Round beginPlain(Tail tail) throws IOException {
        rewindAnother(tail, false);
        adopt(tail, false);
        return new PlainRound(name, tail, tails, cutter(), clock, tally);
    }

    private @Nullable Round beginCompressed(Tail tail) throws IOException {
        rewindAnother(tail, true);
        if (adopt(tail, true) && tail.isReadToKnownEnd()) {
            tails.close(tail);
            return null;
        }
        tail.noteCompressed();
        Instant modified = tail.modified().toInstant();
        LineFile.Lines lines =
                new LineFile.Lines(tail.path(), name, spec.maxLineBytes(), spec.encoding(), modified, true, tally);
        return new CompressedRound(tail, tails, lines, clock);
    }

    private void rewindAnother(Tail tail, boolean compressed) throws IOException {
        if (tail.isAnother(compressed)) {
            tally.truncations++;
            tails.remember(tail);
            tail.rewind();
        }
    }

    /** False where it is no copy. */
    private boolean adopt(Tail tail, boolean compressed) throws IOException {
        if (!tail.isUnread()) {
            return false;
        }
        try {
            return tails.adopt(tail);
        } catch (IOException e) {
            if (compressed) {
                tail.readThrough(tail.size()); // still being written, or damaged: tried again when its size has changed
            }
            throw e;
        }
    }

    private LineCutter cutter() {
        if (cutter == null) {
            cutter = new LineCutter(spec.maxLineBytes(), spec.encoding(), tally);
        }
        return cutter;
    }

    @Override
    public @Nullable Instant readUpTo() {
        return readUpTo;
    }

    @Override
    public int unreadable() {
        return tails.unreadable().count();
    }

    @Override
    public List<String> remarks() {
        return tails.remarks().take();
    }

    @Override
    public Set<String> followed() {
        return tails.followed();
    }

    @Override
    public Set<String> generations() {
        return tails.generations();
    }

    @Override
    public SourceCounts counts() {
        return tally.counts();
    }

    @Override
    public void close() throws IOException {
        queue.clear();
        round = null;
        tails.closeAll();
    }
}
