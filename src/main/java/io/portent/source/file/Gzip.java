package io.portent.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Tells gzip by its first two bytes. */
final class Gzip {
    private Gzip() {}

    static boolean isGzip(byte[] head, int length) {
        return length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    /** Looks at the beginning and goes back there. */
    static boolean isGzip(SeekableByteChannel channel) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(2);
        while (head.hasRemaining() && channel.read(head) >= 0) {
            // a short read is not the end
        }
        channel.position(0);
        return isGzip(head.array(), head.position());
    }
}
