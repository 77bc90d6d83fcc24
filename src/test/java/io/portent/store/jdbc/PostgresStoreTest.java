package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portent.store.SomeWindows;
import io.portent.store.Store;
import io.portent.store.StoreContract;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real server; skipped where Debian's postgresql is not installed. */
final class PostgresStoreTest extends StoreContract {
    private static @Nullable PostgresServer server;
    private static int databases;

    private String url = "";
    private @Nullable JdbcStore store;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        Path programs = PostgresServer.programs();
        assumeTrue(programs != null, "PostgreSQL is not tested: apt-get install postgresql gives /usr/lib/postgresql");
        if (programs != null) {
            server = PostgresServer.start(programs);
        }
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (server != null) {
            server.stop();
        }
    }

    private static PostgresServer server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    @BeforeEach
    void open() throws SQLException {
        url = server().newDatabase("test" + databases++);
        store = JdbcStore.open(url, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    protected Store store() {
        if (store == null) {
            throw new IllegalStateException("not open");
        }
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

    @Test
    void aLockHeldByAnotherForTooLongIsSaidAndPasses() throws SQLException {
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement();
                JdbcStore hasty = JdbcStore.open(url, Duration.ofMillis(300))) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE portent_window IN ACCESS EXCLUSIVE MODE");
            refuses(
                            () -> hasty.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of()),
                            Problem.LOCKED)
                    .hasMessageContaining("locked by another transaction");
            other.rollback();
            hasty.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of());
        }
    }

    @Test
    void aReplicaThatMayOnlyBeReadIsSaid() throws SQLException {
        try (Connection other = DriverManager.getConnection(server().url("postgres"));
                Statement statement = other.createStatement()) {
            statement.execute("ALTER DATABASE test" + (databases - 1) + " SET default_transaction_read_only = on");
        }
        try (JdbcStore replica = JdbcStore.open(url, Duration.ofSeconds(5))) {
            refuses(
                            () -> replica.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of()),
                            Problem.READ_ONLY)
                    .hasMessageContaining("name the primary");
        }
    }

    /** The password stands in the address, and must not stand in a message. */
    @Test
    void aServerThatDoesNotAnswerIsSaidWithoutThePassword() {
        String nowhere = "jdbc:postgresql://127.0.0.1:1/x?user=portent&password=secret";
        refuses(() -> JdbcStore.open(nowhere, Duration.ofMillis(500)), Problem.UNREACHABLE)
                .hasMessageContaining("127.0.0.1:1/x")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaid() {
        refuses(() -> JdbcStore.open(server().url("nothing"), Duration.ofMillis(500)), Problem.MISSING)
                .hasMessageContaining("\"nothing\" does not exist");
    }

    @Test
    void aConnectionThatWasEndedIsReplaced() throws SQLException {
        store().windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of());
        try (Connection other = DriverManager.getConnection(server().url("postgres"));
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'test"
                    + (databases - 1) + "'");
        }
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            store().windowWriter().append("a", SomeWindows.minutes("shop", 1, 1), List.of());
        });
    }

    private static AbstractThrowableAssert<?, ?> refuses(ThrowingCallable call, Problem problem) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.problem())
                                .as(refused.getMessage())
                                .isEqualTo(problem));
    }
}
