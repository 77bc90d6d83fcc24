package io.portent.agent;

import io.portent.config.StoreConfig;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the configured store, beside a running agent or for it. */
public final class Stores {
    private static final String SQLITE = "jdbc:sqlite:";
    /** Longer than another process's transaction takes; short enough for who waits at a terminal. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Stores() {}

    /**
     * Makes the directory of an SQLite file where it is missing.
     *
     * @throws StoreException if the store cannot be used
     */
    public static Store open(StoreConfig config) {
        if (config.url().startsWith(SQLITE)) {
            makeDirectory(config.url().substring(SQLITE.length()));
        }
        try {
            return JdbcStore.open(config.url(), PATIENCE);
        } catch (IllegalArgumentException e) {
            throw new StoreException(Problem.MISSING, "store.url", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * For those who take what a store knows where there is one, and make none.
     *
     * @return null where an SQLite file is not there; a server's address is always taken for one that should answer
     * @throws StoreException if it is there and cannot be used
     */
    static @Nullable Store ifThere(StoreConfig config) {
        return isMissing(config) ? null : open(config);
    }

    /**
     * For those who have nothing to look at without it.
     *
     * @throws StoreException if it is not there, or cannot be used
     */
    public static Store existing(StoreConfig config) {
        if (isMissing(config)) {
            String file = config.url().substring(SQLITE.length());
            throw new StoreException(
                    Problem.MISSING,
                    file,
                    "there is no store yet: store.url names " + file
                            + "; agent run, agent backfill, agent label add and agent label import make it",
                    null);
        }
        return open(config);
    }

    private static boolean isMissing(StoreConfig config) {
        return config.url().startsWith(SQLITE)
                && Files.notExists(Path.of(config.url().substring(SQLITE.length())));
    }

    private static void makeDirectory(String file) {
        Path parent = Path.of(file).getParent();
        try {
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new StoreException(
                    Problem.MISSING, file, "the directory of the store cannot be made: " + e.getMessage(), e);
        }
    }
}
