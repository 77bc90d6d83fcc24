package io.portent.bundle.file;

import io.portent.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bundles by version, and the aliases that say which of them serves, and which served before.
 *
 * <pre>
 *   data/models/20260323T000000Z-simple-rnn-1f2e3d4c.portent
 *   data/models/champion                                       the version's name, one line; so other aliases
 *   data/models/retrain.jsonl                                  see {@link RetrainJournal}
 * </pre>
 */
public final class ModelDirectory {
    private static final String SUFFIX = ".portent";
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
        String version = keep(bundle);
        promote(version);
        return version;
    }

    /** Stores a bundle that no alias names yet. */
    public String keep(Bundle bundle) throws IOException {
        byte[] bytes = BundleFile.write(bundle);
        Instant until = bundle.card().trainedUntil();
        String version = STAMP.format(until) + "-" + bundle.servedBy().replace('+', '-') + "-"
                + Sha256.of(bytes).substring(0, 8);
        AtomicFile.replace(file(version), bytes);
        return version;
    }

    /**
     * Makes a bundle the champion, and the champion that was the previous one. If the process dies between the two, nobody
     * is the champion twice: the old one serves, and is named as the previous one, too.
     */
    public void promote(String version) throws IOException {
        String before = championVersion();
        if (before != null && !before.equals(version)) {
            point(Alias.PREVIOUS, before);
        }
        point(Alias.CHAMPION, version);
    }

    /** Points an alias at a bundle. */
    public void point(Alias alias, String version) throws IOException {
        if (!Files.exists(file(version))) {
            throw new NoSuchFileException(file(version).toString());
        }
        AtomicFile.replace(directory.resolve(alias.label()), (version + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Takes an alias away. */
    public void clear(Alias alias) throws IOException {
        Files.deleteIfExists(directory.resolve(alias.label()));
    }

    /** All bundles, the one that was trained until the latest time first. */
    public List<String> versions() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /**
     * Deletes all bundles but the latest and those that an alias names.
     *
     * @param keep how many of the latest stay
     * @return the versions that are gone
     */
    public List<String> prune(int keep) throws IOException {
        Set<String> named = new HashSet<>();
        for (Alias alias : Alias.values()) {
            String version = version(alias);
            if (version != null) {
                named.add(version);
            }
        }
        List<String> gone = versions().stream()
                .skip(keep)
                .filter(version -> !named.contains(version))
                .toList();
        for (String version : gone) {
            Files.deleteIfExists(file(version));
        }
        return gone;
    }

    /** For before an hour of training: makes the directory where it is missing, and leaves nothing else behind. */
    public void requireWritable() throws IOException {
        try {
            Path absolute = Files.createDirectories(directory.toAbsolutePath());
            Files.delete(AtomicFile.temporaryBeside(file("probe"), absolute));
        } catch (IOException e) {
            throw new IOException("models cannot be stored in " + directory + ": " + e, e);
        }
    }

    /** When the bundle was last written. */
    FileTime changed(String version) throws IOException {
        return Files.getLastModifiedTime(file(version));
    }

    private Path file(String version) {
        return directory.resolve(version + SUFFIX);
    }

    /** The name of the bundle that serves; null where nothing was trained yet. */
    public @Nullable String championVersion() throws IOException {
        return version(Alias.CHAMPION);
    }

    /** The name of the bundle that the alias points at; null where it points nowhere. */
    public @Nullable String version(Alias alias) throws IOException {
        Path file = directory.resolve(alias.label());
        if (!Files.exists(file)) {
            return null;
        }
        String version;
        try (InputStream in = Files.newInputStream(file)) {
            version = new String(in.readNBytes(LONGEST_VERSION + 1), StandardCharsets.UTF_8).strip();
        }
        if (!isVersion(version)) {
            throw new BadBundleException(file.toString(), "it does not name a version");
        }
        return version;
    }

    /** Whether it could name a bundle; what could not must not become part of a path. */
    public static boolean isVersion(String text) {
        return text.matches("[A-Za-z0-9._-]{1," + LONGEST_VERSION + "}");
    }

    /** The bundle that serves; null where nothing was trained yet. */
    public @Nullable Named champion() throws IOException {
        String version = championVersion();
        return version == null ? null : load(version);
    }

    /** The file of a bundle, as it is. */
    public byte[] bytes(String version) throws IOException {
        return Files.readAllBytes(file(version));
    }

    /** A bundle's card as JSON. */
    public String card(String version) throws IOException {
        return BundleJson.mapper().writeValueAsString(load(version).bundle().card());
    }

    /** A bundle by its version. */
    public Named load(String version) throws IOException {
        return new Named(version, BundleFile.load(file(version)));
    }

    /** A bundle that a person named by its path. */
    public static Named at(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String version = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new Named(version, BundleFile.load(file));
    }
}
