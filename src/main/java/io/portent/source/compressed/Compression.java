package io.portent.source.compressed;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is compressed: its first bytes say so, and not its name. Members, streams or frames that follow each other are read as one. */
public enum Compression {
    NONE(""),
    GZIP("\u001f\u008b"),
    XZ("\u00fd7zXZ\0"),
    /** Beyond level 19, only where the archive says how much it holds: the library's windows end at 8 MiB. */
    ZSTD("(\u00b5/\u00fd");

    /** So many bytes tell. */
    public static final int TELLING = 6;

    private static final int BUFFER = 64 * 1024;
    /** What {@code zstd --long} wants; the highest level of xz wants half of it. */
    private static final long MOST_KIB = 128 * 1024;

    /** A character for each byte. */
    private final String begins;

    Compression(String begins) {
        this.begins = begins;
    }

    /** @param length of the file's beginning, as far as it is known */
    public static Compression of(byte[] beginning, int length) {
        for (Compression each : values()) {
            if (each != NONE && each.isBeginning(beginning, length)) {
                return each;
            }
        }
        return NONE;
    }

    private boolean isBeginning(byte[] beginning, int length) {
        for (int i = 0; i < begins.length(); i++) {
            if (i >= length || (beginning[i] & 0xff) != begins.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What the file holds; closing it closes the file. An archive that is cut short throws {@link java.io.EOFException}, one that is damaged
     * or needs too much memory {@link java.util.zip.ZipException}: both after what could be read, but for the last 4 KiB, and of zstd for
     * the last window. Needs as much as its maker chose, up to a quarter of the heap, and for zstd twice that for a moment.
     */
    public InputStream open(InputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new GZIPInputStream(file, BUFFER);
            case XZ -> Archive.open(file, in -> new XZInputStream(in, memoryKib()));
            case ZSTD -> Archive.open(file, in -> new ZstdInputStream(new ZstdFrames(in, memoryKib() * 1024L)));
        };
    }

    private static int memoryKib() {
        return memoryKib(Runtime.getRuntime().maxMemory());
    }

    /** A hostile archive may ask for gigabytes; the default levels want up to 9 MiB, which is within the smallest heap's quarter. */
    static int memoryKib(long heapBytes) {
        return (int) Math.min(MOST_KIB, heapBytes / 4 / 1024);
    }
}
