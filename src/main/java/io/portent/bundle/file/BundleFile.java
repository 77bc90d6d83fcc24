package io.portent.bundle.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file format of a bundle: a {@link SealedZip} of
 *
 * <pre>
 *   bundle.json      everything but the networks
 *   network-0.zip    a plain DL4J network each; any program with DL4J 1.0.0-M2.1 restores it
 * </pre>
 */
public final class BundleFile {
    private static final String CONTENT = "bundle.json";
    private static final ObjectMapper JSON = BundleJson.mapper();

    private BundleFile() {}

    /** The bytes of the file; the same bundle gives the same bytes. */
    public static byte[] write(Bundle bundle) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(CONTENT, JSON.writeValueAsBytes(BundleContent.of(bundle)));
        for (int i = 0; i < bundle.networks().size(); i++) {
            parts.put("network-" + i + ".zip", bundle.networks().get(i));
        }
        return SealedZip.write(parts);
    }

    public static void save(Path file, Bundle bundle) throws IOException {
        AtomicFile.replace(file, write(bundle));
    }

    /** @throws BadBundleException if the file is not a whole bundle of a known format */
    public static Bundle load(Path file) throws IOException {
        return read(file.toString(), SealedZip.bytes(file));
    }

    static Bundle read(String name, byte[] bytes) {
        Map<String, byte[]> parts = SealedZip.read(name, bytes);
        byte[] content = parts.remove(CONTENT);
        if (content == null) {
            throw new BadBundleException(name, "it has no " + CONTENT);
        }
        try {
            return JSON.readValue(content, BundleContent.class).bundle(new ArrayList<>(parts.values()));
        } catch (IOException | RuntimeException e) {
            // A part that is missing or of another kind fails wherever it is first used.
            throw BadBundleException.notUnderstood(name, e);
        }
    }
}
