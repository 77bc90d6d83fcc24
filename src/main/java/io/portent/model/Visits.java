package io.portent.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which chunks are read at a time, and how much each counts. Where there are too many, chunks with an onset and those without are
 * drawn by a share of their own, and count the more the smaller it is: onsets, which are few, are all seen, and the mean of what
 * counts stays that of all chunks, so that chances stay chances. All is drawn anew each time, and nothing where none is left out.
 */
final class Visits {
    private final List<Chunk> chunks;
    private final double onsetShare;
    private final double quietShare;

    /** @param weight of each of its targets that count */
    record Visit(Chunk chunk, float weight) {}

    /** @param most chunks of either sort that are expected to be visited */
    Visits(List<Chunk> chunks, int most) {
        this.chunks = List.copyOf(chunks);
        long onsets = chunks.stream().filter(Chunk::hasOnset).count();
        this.onsetShare = share(onsets, most);
        this.quietShare = share(chunks.size() - onsets, most);
    }

    private static double share(long of, int most) {
        return of <= most ? 1 : (double) most / of;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** In the order of the chunks. */
    List<Visit> draw(Random random) {
        // The larger of the two weights is 1: a sum of the loss stays of the size that it has where nothing is left
        // out.
        double least = Math.min(onsetShare, quietShare);
        List<Visit> drawn = new ArrayList<>();
        for (Chunk chunk : chunks) {
            double share = onsetShare == quietShare ? onsetShare : chunk.hasOnset() ? onsetShare : quietShare;
            if (share == 1 || random.nextDouble() < share) {
                drawn.add(new Visit(chunk, (float) (least / share)));
            }
        }
        return drawn;
    }
}
