package io.portent.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file's content has become another: not its time or its inode, since a mounted config map is a symbolic link that is turned to
 * another directory, and who writes the same again has changed nothing. Content counts once it was the same at two looks, so that a
 * file is not taken while somebody still writes it. Not thread-safe but for {@link #isKnown}.
 */
final class ConfigWatch {
    /** No configuration is so large, and reading it is refused. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    private final Path file;
    private volatile String known;
    private @Nullable String last;
    private boolean settled;

    /** Knows the content as it is now. */
    ConfigWatch(Path file) {
        this.file = file;
        this.known = print();
    }

    /** Whether there is other content than what is known, that was there at the last look already. */
    boolean look() {
        String now = print();
        settled = now.equals(last);
        last = now;
        return settled && !now.equals(known);
    }

    /** Whether what is there now is what is known. Thread-safe. */
    boolean isKnown() {
        return print().equals(known);
    }

    /** Whether the last look has found what the one before it had. */
    boolean isSettled() {
        return settled;
    }

    /** To be called before the file is read: what is there now is known from here on, whatever comes of it. */
    void know() {
        known = print();
        last = known;
    }

    private String print() {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (DigestInputStream through = new DigestInputStream(in, digest)) {
                through.readNBytes(MOST_BYTES);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchFileException e) {
            return "there is none";
        } catch (IOException e) {
            return "unreadable: " + e;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
