package io.portent.bundle.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.Bundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The file format of a bundle: a zip without time stamps, so that equal bundles are equal files.
 *
 * <pre>
 *   manifest.json    {"format": 1, "sha256": {"bundle.json": "...", ...}}    covers every other entry
 *   bundle.json      everything but the networks
 *   network-0.zip    a plain DL4J network each; any program with DL4J 1.0.0-M2.1 restores it
 *   archive comment  SHA-256 of all bytes before it: a zip read as a stream would miss a lost tail
 * </pre>
 */
public final class BundleFile {
    private static final int FORMAT = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String CONTENT = "bundle.json";
    /** A thousand templates and an ensemble of large networks stay far below; what is larger is not one of ours. */
    private static final int LARGEST = 512 << 20;

    /** Holds the place of the seal. */
    static final String UNSEALED = "0".repeat(64);

    private static final String MODE = "rw-r--r--";

    private static final ObjectMapper JSON = BundleJson.mapper();

    /** @param sha256 by entry name */
    record Manifest(int format, Map<String, String> sha256) {}

    private BundleFile() {}

    /** The bytes of the file; the same bundle gives the same bytes. */
    public static byte[] write(Bundle bundle) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(CONTENT, JSON.writeValueAsBytes(BundleContent.of(bundle)));
        for (int i = 0; i < bundle.networks().size(); i++) {
            entries.put(network(i), bundle.networks().get(i));
        }
        Map<String, String> hashes = new TreeMap<>();
        entries.forEach((name, content) -> hashes.put(name, Sha256.of(content)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(UNSEALED);
            put(zip, MANIFEST, JSON.writeValueAsBytes(new Manifest(FORMAT, hashes)));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        }
        return seal(bytes.toByteArray());
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

    private static String network(int i) {
        return "network-" + i + ".zip";
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Temporary file beside it, forced to disk, then moved over: a crash leaves the old file or the new one. */
    static void replace(Path file, byte[] bytes) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
        Files.createDirectories(directory);
        Path temporary = temporaryBeside(file, directory);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /** A temporary file is its owner's alone unless told otherwise, but who trains is often not who serves. The umask still counts. */
    static Path temporaryBeside(Path file, Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE))}
                : new FileAttribute<?>[0];
        return Files.createTempFile(directory, "." + file.getFileName(), ".tmp", attributes);
    }

    public static void save(Path file, Bundle bundle) throws IOException {
        replace(file, write(bundle));
    }

    /** @throws BadBundleException if the file is not a whole bundle of a known format */
    public static Bundle load(Path file) throws IOException {
        return read(file.toString(), Files.readAllBytes(file));
    }

    static Bundle read(String name, byte[] bytes) throws IOException {
        requireSeal(name, bytes);
        try {
            Map<String, byte[]> entries = entries(bytes);
            byte[] manifest = entries.remove(MANIFEST);
            if (manifest == null) {
                throw new BadBundleException(name, "it has no " + MANIFEST);
            }
            verify(name, JSON.readValue(manifest, Manifest.class), entries);
            byte[] content = entries.remove(CONTENT);
            if (content == null) {
                throw new BadBundleException(name, "it has no " + CONTENT);
            }
            return JSON.readValue(content, BundleContent.class).bundle(new java.util.ArrayList<>(entries.values()));
        } catch (BadBundleException e) {
            throw e;
        } catch (ZipException | EOFException | JsonProcessingException | RuntimeException e) {
            // A part that is missing or of another kind fails wherever it is first used.
            throw new BadBundleException(name, "its content is not understood: " + e.getMessage());
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

    /** In the order of the file. */
    private static Map<String, byte[]> entries(byte[] bytes) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        long left = LARGEST;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) left);
                left -= content.length;
                if (left <= 0) {
                    throw new ZipException("larger than any bundle");
                }
                entries.put(entry.getName(), content);
            }
        }
        return entries;
    }
}
