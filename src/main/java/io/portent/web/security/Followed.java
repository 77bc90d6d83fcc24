package io.portent.web.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something that is read from small files, and read again when their content has changed. Whoever asks looks at the files, at most once
 * a second; nobody waits for another who looks. What cannot be read leaves the old in place, is told once, and is tried again at each
 * look: what it lacks may be a file that was not looked at before. Thread-safe.
 */
public final class Followed<T> implements Supplier<T> {
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000L;
    private static final int LARGEST_BYTES = 4 << 20;

    /** What was read, and which files decide about it. */
    public record Read<T>(T value, List<Path> files) {
        public Read {
            files = List.copyOf(files);
        }
    }

    private final Supplier<Read<T>> reading;
    private final LongSupplier nanos;
    private final Consumer<String> trouble;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Read<T> current;
    private volatile long looked;

    /** Of the files at the last look; empty: not known, so what comes next counts as a change. Under the lock. */
    private String content = "";

    /** What was wrong at the last look; empty: nothing. Under the lock. */
    private String told = "";

    /**
     * Reads for the first time.
     *
     * @param reading throws a RuntimeException whose message says what is wrong, without what must stay secret; so does this constructor
     * @param trouble told what was wrong with files that have changed
     */
    public Followed(Supplier<Read<T>> reading, LongSupplier nanos, Consumer<String> trouble) {
        this.reading = reading;
        this.nanos = nanos;
        this.trouble = trouble;
        this.looked = nanos.getAsLong();
        this.current = reading.get();
    }

    @Override
    public T get() {
        if (nanos.getAsLong() - looked >= BETWEEN_LOOKS_NANOS && looking.tryLock()) {
            try {
                look();
            } finally {
                looked = nanos.getAsLong();
                looking.unlock();
            }
        }
        return current.value();
    }

    private void look() {
        // Before they are read: what changes in between is seen the next time.
        String now = content(current.files());
        if (now.equals(content)) {
            return;
        }
        Read<T> before = current;
        // Where other files than those looked at decide from now on, or it fails for want of one, they are read once
        // more the next time.
        content = "";
        try {
            current = reading.get();
            content = current.files().equals(before.files()) ? now : "";
            told = "";
        } catch (RuntimeException e) {
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String problem) {
        if (!problem.equals(told)) {
            told = problem;
            trouble.accept(problem);
        }
    }

    private static String content(List<Path> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                digest.update((byte) 0);
                digest.update(bytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST_BYTES);
        } catch (IOException e) {
            return e.getClass().getName().getBytes(StandardCharsets.UTF_8);
        }
    }
}
