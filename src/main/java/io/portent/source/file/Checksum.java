package io.portent.source.file;

import java.util.zip.CRC32;

/** CRC-32 that is carried from one process to the next. */
final class Checksum {
    /** That of CRC-32, its bits reversed. */
    private static final int POLYNOMIAL = 0xedb88320;

    private Checksum() {}

    static int of(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * A checksum that goes on from a known value, as if it had seen the bytes that gave it. The JDK's cannot be set; but four bytes bring
     * it from its beginning to any value, and the reversed register tells which.
     */
    static CRC32 from(int value) {
        int register = ~value;
        for (int bit = 0; bit < 32; bit++) {
            register = register < 0 ? ((register ^ POLYNOMIAL) << 1) | 1 : register << 1;
        }
        int four = ~register; // the register begins with all bits set
        CRC32 crc = new CRC32();
        crc.update(new byte[] {(byte) four, (byte) (four >>> 8), (byte) (four >>> 16), (byte) (four >>> 24)});
        return crc;
    }
}
