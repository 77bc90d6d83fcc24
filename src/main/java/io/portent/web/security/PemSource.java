package io.portent.web.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where PEM text is: in a file, which is read each time it is asked for, or at hand. */
public final class PemSource {
    /** A bundle of all public authorities has a fifth of it. */
    private static final int LARGEST_BYTES = 1 << 20;

    private final @Nullable Path file;
    private final String text;

    private PemSource(@Nullable Path file, String text) {
        this.file = file;
        this.text = text;
    }

    public static PemSource inFile(Path file) {
        return new PemSource(file, "");
    }

    public static PemSource atHand(String text) {
        return new PemSource(null, text);
    }

    public @Nullable Path file() {
        return file;
    }

    /** @throws BadPemException with a sentence that never quotes what was read: it may be a key */
    String read() {
        if (file == null) {
            return text;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw new BadPemException("is larger than 1 MiB, which no certificate or key is");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new BadPemException("is not there");
        } catch (IOException e) {
            throw new BadPemException("cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Where it is, never what it says. */
    @Override
    public String toString() {
        return file == null ? "PEM at hand" : String.valueOf(file);
    }
}
