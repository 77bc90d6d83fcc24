package io.portent.bundle.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Named parts in one file that is whole or refused: a zip without time stamps, so that equal parts are equal files.
 *
 * <pre>
 *   manifest.json    {"format": 1, "sha256": {"bundle.json": "...", ...}}    covers every other entry
 *   archive comment  SHA-256 of all bytes before it: a zip read as a stream would miss a lost tail
 * </pre>
 */
public final class SealedZip {
    private static final int FORMAT = 1;
    private static final String MANIFEST = "manifest.json";
    /** A thousand templates and an ensemble of large networks stay far below; what is larger is not one of ours. */
    static final int LARGEST = 512 << 20;
    /** A name, a header, and a line of the manifest; more than any part has. */
    private static final int OVERHEAD = 1024;

    /** Holds the place of the seal. */
    static final String UNSEALED = "0".repeat(64);

    private static final ObjectMapper JSON = BundleJson.mapper();

    /** @param sha256 by entry name */
    record Manifest(int format, Map<String, String> sha256) {}

    private SealedZip() {}

    /**
     * The bytes of the file; the same parts in the same order give the same bytes.
     *
     * @throws IOException if they are larger than what would be read again
     */
    public static byte[] write(Map<String, byte[]> parts) throws IOException {
        long size = OVERHEAD;
        for (byte[] part : parts.values()) {
            size += part.length + OVERHEAD;
        }
        if (size > LARGEST) {
            throw new IOException(
                    "a bundle of " + (size >> 20) + " MiB would not be read again, which ends at " + (LARGEST >> 20));
        }
        Map<String, String> hashes = new TreeMap<>();
        parts.forEach((name, content) -> hashes.put(name, Sha256.of(content)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(UNSEALED);
            put(zip, MANIFEST, JSON.writeValueAsBytes(new Manifest(FORMAT, hashes)));
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                put(zip, part.getKey(), part.getValue());
            }
        }
        return seal(bytes.toByteArray());
    }

    /**
     * The bytes of a file.
     *
     * @throws BadBundleException if there are more than any bundle has
     */
    static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BadBundleException(file.toString(), "it is larger than any bundle");
            }
            return bytes;
        }
    }

    /** Writes the hash of what is before it into the comment, which a zip ends with. */
    static byte[] seal(byte[] zip) {
        byte[] seal = sealOf(zip);
        System.arraycopy(seal, 0, zip, zip.length - seal.length, seal.length);
        return zip;
    }

    private static byte[] sealOf(byte[] zip) {
        return Sha256.of(Arrays.copyOf(zip, zip.length - UNSEALED.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireSeal(String name, byte[] bytes) {
        int end = bytes.length - UNSEALED.length();
        if (end < 0 || !Arrays.equals(sealOf(bytes), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new BadBundleException(name, "it is cut, damaged, or no bundle");
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * The parts, in the order of the file.
     *
     * @param name of the file, for messages
     * @throws BadBundleException if they are not all there as they were written
     */
    public static Map<String, byte[]> read(String name, byte[] bytes) {
        requireSeal(name, bytes);
        try {
            Map<String, byte[]> parts = parts(bytes);
            byte[] manifest = parts.remove(MANIFEST);
            if (manifest == null) {
                throw new BadBundleException(name, "it has no " + MANIFEST);
            }
            verify(name, JSON.readValue(manifest, Manifest.class), parts);
            return parts;
        } catch (BadBundleException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw BadBundleException.notUnderstood(name, e);
        }
    }

    private static void verify(String name, Manifest manifest, Map<String, byte[]> entries) {
        if (manifest.format() != FORMAT) {
            throw new BadBundleException(
                    name, "its format is " + manifest.format() + ", this version reads format " + FORMAT);
        }
        Map<String, String> actual = new TreeMap<>();
        entries.forEach((entry, content) -> actual.put(entry, Sha256.of(content)));
        if (!actual.equals(manifest.sha256())) {
            throw new BadBundleException(name, "its checksums do not match, the file is damaged");
        }
    }

    private static Map<String, byte[]> parts(byte[] bytes) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        long left = LARGEST;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) left);
                left -= content.length;
                if (left <= 0) {
                    throw new ZipException("larger than any bundle");
                }
                parts.put(entry.getName(), content);
            }
        }
        return parts;
    }
}
