package io.portent.source.compressed;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Passes a zstd file on as it is, frame by frame (RFC 8878), but for two things: a frame that asks for too much memory ends in an exception
 * before it is taken, and what is between the frames for others to use is left out. The library knows neither. Not thread-safe.
 *
 * <pre>
 *   magic 4 | descriptor 1 | window 0-1 | dictionary 0-4 | content size 0-8 | block ... last block | checksum 0-4
 *   block:  last 1 bit, type 2 bits, size 21 bits | content
 *   between the frames:  0x184d2a5? 4 | size 4 | anything
 * </pre>
 */
final class ZstdFrames extends InputStream {
    private static final long FRAME = 0xfd2fb528L;
    private static final long SKIPPED = 0x184d2a50L;
    private static final int LONGEST_HEADER = 4 + 1 + 1 + 4 + 8;

    private final InputStream in;
    private final long mostBytes;
    private final byte[] header = new byte[LONGEST_HEADER];
    private int length;
    private int given;
    private long content;
    private boolean within;
    private boolean checksum;

    /** @param mostBytes of a frame's window */
    ZstdFrames(InputStream in, long mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (given == length && content == 0) {
            next();
        }
        if (given < length) {
            int count = Math.min(most, length - given);
            System.arraycopy(header, given, into, at, count);
            given += count;
            return count;
        }
        int count = content == 0 ? -1 : in.read(into, at, (int) Math.min(most, content));
        content -= Math.max(0, count);
        return count;
    }

    /** The next header, which is given before its content; of what ends within it, as much as there is. */
    private void next() throws IOException {
        length = 0;
        given = 0;
        if (within) {
            block();
        } else {
            frame();
        }
    }

    private void block() throws IOException {
        if (take(3)) {
            long block = number(0, 3);
            boolean repeated = ((block >> 1) & 3) == 1;
            content = repeated ? 1 : block >> 3;
            if ((block & 1) != 0) {
                within = false;
                content += checksum ? 4 : 0;
            }
        }
    }

    private void frame() throws IOException {
        while (take(4) && (number(0, 4) & ~15L) == SKIPPED) {
            if (!take(4)) {
                return;
            }
            in.skipNBytes(number(4, 4));
            length = 0;
        }
        if (length < 4) {
            return;
        }
        if (number(0, 4) != FRAME) {
            content = Long.MAX_VALUE; // the library will say what is wrong
        } else if (take(1)) {
            within = true;
            described(header[4]);
        }
    }

    private void described(int descriptor) throws IOException {
        boolean single = (descriptor & 0x20) != 0;
        checksum = (descriptor & 4) != 0;
        int window = single ? 0 : 1;
        int dictionary = (1 << (descriptor & 3)) >> 1;
        int sizeFlag = (descriptor >> 6) & 3;
        int size = sizeFlag == 0 && !single ? 0 : 1 << sizeFlag;
        if (!take(window + dictionary + size)) {
            return;
        }
        long wanted = single ? number(5 + dictionary, size) : window(header[5]);
        if (wanted < 0 || wanted > mostBytes) {
            throw new ZipException(
                    (wanted >>> 10) + " KiB of memory would be needed; limit was " + (mostBytes >> 10) + " KiB");
        }
    }

    private static long window(int descriptor) {
        long base = 1L << (10 + ((descriptor >> 3) & 31));
        return base + base / 8 * (descriptor & 7);
    }

    private boolean take(int count) throws IOException {
        int read = in.readNBytes(header, length, count);
        length += read;
        return read == count;
    }

    /** Little end first; negative where it is beyond all reason. */
    private long number(int at, int bytes) {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = (number << 8) | (header[at + i] & 0xff);
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
