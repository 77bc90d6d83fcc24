package io.portent.source.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which files a source begins with, and what it says of the others. Not thread-safe. */
final class FirstLook {
    private final @Nullable Instant notBefore;
    private final boolean resumed;
    private boolean over;
    private int leftOut;

    /** @param resumed a former process has read what is old, so that it is no news */
    FirstLook(@Nullable Instant notBefore, boolean resumed) {
        this.notBefore = notBefore;
        this.resumed = resumed;
    }

    boolean isOver() {
        return over;
    }

    boolean leavesOut(BasicFileAttributes attributes) {
        if (notBefore == null || !attributes.lastModifiedTime().toInstant().isBefore(notBefore)) {
            return false;
        }
        leftOut += over ? 0 : 1;
        return true;
    }

    /** @param nothing no file is followed */
    void end(boolean nothing, FileSpec spec, Remarks remarks) {
        over = true;
        if (nothing && leftOut == 0) {
            remarks.add("no file matches " + String.join(", ", spec.globs()) + " yet");
        }
        if (leftOut > 0 && !resumed) {
            remarks.add((leftOut == 1 ? "1 file last written before " : leftOut + " files last written before ")
                    + notBefore
                    + (leftOut == 1 ? " is left out" : " are left out")
                    + "; agent backfill reads old files");
        }
    }
}
