package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.store.SomeWindows;
import io.portent.store.Store;
import io.portent.store.StoreContract;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server; skipped where Debian's postgresql is not installed. */
final class PostgresStoreTest extends StoreContract {
    private final String url;
    private final JdbcStore store;

    PostgresStoreTest() throws IOException, InterruptedException, SQLException {
        url = PostgresServer.shared().newDatabase();
        store = JdbcStore.open(url, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Store store() {
        return store;
    }

    @Test
    void severalAgentsWriteAndEachReadsTheOthersTerms() {
        try (JdbcStore other = JdbcStore.open(url, Duration.ofSeconds(5))) {
            store().windowWriter().append("a", SomeWindows.minutes("shop", 0, 50), List.of());
            other.windowWriter().append("b", SomeWindows.minutes("till", 0, 50), List.of());
            store().windowWriter().append("a", SomeWindows.minutes("shop", 50, 5), List.of());
            List<Window> all = new ArrayList<>();
            other.windowReader().windows("shop", TimeSpan.ALL, all::add);
            assertThat(all).isEqualTo(SomeWindows.minutes("shop", 0, 55));
        }
    }
}
