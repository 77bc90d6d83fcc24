package io.portent.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why it could not be written to, which a print writer keeps to itself: an export onto a full disk is no success. What
 * follows upon a failure is not tried. Not thread-safe but for being written to by one print writer.
 */
final class WatchedOutput extends FilterOutputStream {
    private @Nullable IOException failure;

    WatchedOutput(OutputStream target) {
        super(target);
    }

    /** Null as long as all went well. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Whether the reader has seen enough, as {@code head} has: no fault of anybody's. */
    static boolean isReaderGone(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    @Override
    public void write(int one) throws IOException {
        watched(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        watched(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        watched(out::flush);
    }

    private interface Action {
        void run() throws IOException;
    }

    private void watched(Action action) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            action.run();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
