package io.portent.web.security;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A token that a file holds, as orchestrators mount secrets. */
public final class TokenFile {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 1000;

    private TokenFile() {}

    /**
     * The word, without the end of line that editors add.
     *
     * @throws IllegalArgumentException with a sentence that quotes nothing of it
     */
    public static Followed.Read<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST + 3), ISO_8859_1).stripTrailing();
            if (text.length() < SHORTEST
                    || text.length() > LONGEST
                    || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new IllegalArgumentException(
                        "must hold one token of at least " + SHORTEST + " characters without blanks");
            }
            return new Followed.Read<>(text, List.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "must hold a token, and cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
