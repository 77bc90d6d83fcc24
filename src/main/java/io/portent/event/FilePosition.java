package io.portent.event;

/**
 * Where one generation of a file stands after a line: what a later process needs to read on there, without losing a line and without
 * reading one twice. A generation is what a file holds from its creation, or from when it was last written anew in place, until it is
 * deleted; renaming and compressing do not end it.
 *
 * @param generation the same in all positions of one generation, and in those of no other
 * @param mark what the source knows the file again by; begins with the generation, otherwise the source's own business
 * @param file the path when the line was read
 * @param offset bytes up to and with this line and its newline; of a compressed file, after decompression
 * @param line lines in them
 * @param checksum CRC-32 of those bytes, by which the generation is known again in another file: a copy, or compressed
 */
public record FilePosition(String generation, String mark, String file, long offset, long line, int checksum) {
    private static final char SEPARATOR = '|';

    public FilePosition {
        if (mark.indexOf(SEPARATOR) != generation.length() || !mark.startsWith(generation)) {
            throw new IllegalArgumentException(
                    "mark must be the generation, without " + SEPARATOR + ", and more, was " + mark);
        }
        if (offset < 0 || line < 0) {
            throw new IllegalArgumentException("offset and line must be >= 0, were " + offset + " and " + line);
        }
    }

    /** All that the file is known again by, in one string; {@link #of} reads it. */
    public String identity() {
        return mark + SEPARATOR + Integer.toHexString(checksum);
    }

    /**
     * Where its generation begins. To be kept for a generation of which lines were delivered, but none is kept yet: should it be rotated
     * out of sight, it is found by this.
     */
    public FilePosition beginning() {
        return new FilePosition(generation, mark, file, 0, 0, 0);
    }

    /** A position as it was kept. Throws {@link IllegalArgumentException} where the identity is none. */
    public static FilePosition of(String identity, String file, long offset, long line) {
        int first = identity.indexOf(SEPARATOR);
        int last = identity.lastIndexOf(SEPARATOR);
        if (first < 0 || first == last) {
            throw new IllegalArgumentException("identity must be a generation, a mark and a checksum, was " + identity);
        }
        int checksum = Integer.parseUnsignedInt(identity, last + 1, identity.length(), 16);
        return new FilePosition(
                identity.substring(0, first), identity.substring(0, last), file, offset, line, checksum);
    }
}
