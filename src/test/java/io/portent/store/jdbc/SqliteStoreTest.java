package io.portent.store.jdbc;

import io.portent.store.Store;
import io.portent.store.StoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStoreTest extends StoreContract {
    private final JdbcStore store;

    SqliteStoreTest(@TempDir Path directory) {
        this.store = JdbcStore.open("jdbc:sqlite:" + directory.resolve("store.db"), Duration.ofSeconds(20));
    }

    @Override
    public Store store() {
        return store;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
