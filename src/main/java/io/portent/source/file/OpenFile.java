package io.portent.source.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file that is open now and then. Not thread-safe. */
final class OpenFile implements Closeable {
    private @Nullable FileChannel channel;

    boolean isOpen() {
        return channel != null;
    }

    /** False where nothing is under this path, or something else than the key says. */
    boolean open(Path path, Object key) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false; // a pipe would make the reader wait for a writer
        }
        try {
            channel = FileChannel.open(path);
            if (Tail.keyOf(path, Files.readAttributes(path, BasicFileAttributes.class))
                    .equals(key)) {
                return true;
            }
        } catch (NoSuchFileException e) {
            // renamed or removed since it was listed: the next listing tells
        }
        close();
        return false;
    }

    long size() throws IOException {
        return channel().size();
    }

    /** So many bytes, or all that there are. */
    byte[] beginning(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel().read(buffer, buffer.position()) >= 0) {
            // a short read is not the end
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    int read(byte[] into, int at, int length, long offset) throws IOException {
        return channel().read(ByteBuffer.wrap(into, at, length), offset);
    }

    FileChannel channel() {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("file must be open");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
