package io.portent.source.push;

import java.util.function.Consumer;

/** How lines stand in what one sender sends. Not thread-safe. */
interface Frames {
    /** Takes what came; each line that is complete by it goes to {@code out}. Blank lines go nowhere. */
    void take(byte[] bytes, int from, int to, Consumer<Cut> out);

    /** What has come of a line is the line: the rest of it will not come, or would be another. */
    void end(Consumer<Cut> out);

    /** Whether a line has begun and not ended. */
    boolean isHalf();
}
