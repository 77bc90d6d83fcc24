package io.portent.bundle.file;

import io.portent.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Bundles by version, and the alias that says which of them serves.
 *
 * <pre>
 *   data/models/20260323T000000Z-simple-rnn-1f2e3d4c.portent
 *   data/models/champion                                       the version's name, one line
 * </pre>
 */
public final class ModelDirectory {
    private static final String SUFFIX = ".portent";
    private static final String CHAMPION = "champion";
    private static final int LONGEST_VERSION = 200;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;

    public ModelDirectory(Path directory) {
        this.directory = directory;
    }

    /** A bundle with the name it goes by. */
    public record Named(String version, Bundle bundle) {}

    /** Stores a bundle and makes it the champion, in that order: the alias never names a file that is not whole. */
    public String crown(Bundle bundle) throws IOException {
        byte[] bytes = BundleFile.write(bundle);
        Instant until = bundle.card().trainedUntil();
        String version = STAMP.format(until) + "-" + bundle.spec().network().label() + "-"
                + Sha256.of(bytes).substring(0, 8);
        BundleFile.replace(file(version), bytes);
        BundleFile.replace(directory.resolve(CHAMPION), (version + "\n").getBytes(StandardCharsets.UTF_8));
        return version;
    }

    /** For before an hour of training: makes the directory where it is missing, and leaves nothing else behind. */
    public void requireWritable() throws IOException {
        try {
            Path absolute = Files.createDirectories(directory.toAbsolutePath());
            Files.delete(BundleFile.temporaryBeside(file("probe"), absolute));
        } catch (IOException e) {
            throw new IOException("models cannot be stored in " + directory + ": " + e, e);
        }
    }

    private Path file(String version) {
        return directory.resolve(version + SUFFIX);
    }

    /** The name of the bundle that serves; null where nothing was trained yet. */
    public @Nullable String championVersion() throws IOException {
        Path alias = directory.resolve(CHAMPION);
        if (!Files.exists(alias)) {
            return null;
        }
        String version;
        try (InputStream in = Files.newInputStream(alias)) {
            version = new String(in.readNBytes(LONGEST_VERSION + 1), StandardCharsets.UTF_8).strip();
        }
        if (!version.matches("[A-Za-z0-9._-]{1," + LONGEST_VERSION + "}")) {
            throw new BadBundleException(alias.toString(), "it does not name a version");
        }
        return version;
    }

    /** The bundle that serves; null where nothing was trained yet. */
    public @Nullable Named champion() throws IOException {
        String version = championVersion();
        return version == null ? null : new Named(version, BundleFile.load(file(version)));
    }

    /** A bundle that a person named by its path. */
    public static Named at(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String version = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new Named(version, BundleFile.load(file));
    }
}
