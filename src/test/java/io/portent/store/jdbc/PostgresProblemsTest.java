package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portent.store.SomeWindows;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can be wrong with a server, made wrong for real; skipped where Debian's postgresql is not installed. */
final class PostgresProblemsTest {
    private final PostgresServer server;
    private final String url;
    private final JdbcStore store;

    PostgresProblemsTest() throws IOException, InterruptedException, SQLException {
        server = PostgresServer.shared();
        url = server.newDatabase();
        store = JdbcStore.open(url, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String database() {
        return url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
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
        server.sql("ALTER DATABASE " + database() + " SET default_transaction_read_only = on");
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

    /** An agent tries every five seconds, for as long as it takes. */
    @Test
    void aStoreThatCannotBeOpenedLeavesNoThreadBehind() {
        long before = threads();
        for (int i = 0; i < 10; i++) {
            refuses(() -> JdbcStore.open(server.url("nothing"), Duration.ofMillis(300)), Problem.MISSING);
        }
        Awaitility.await().until(() -> threads() <= before);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("store"))
                .count();
    }

    @Test
    void aDatabaseThatIsNotThereIsSaid() {
        refuses(() -> JdbcStore.open(server.url("nothing"), Duration.ofMillis(500)), Problem.MISSING)
                .hasMessageContaining("\"nothing\" does not exist");
    }

    @Test
    void aConnectionThatWasEndedIsReplaced() throws SQLException {
        store.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of());
        endConnections();
        Awaitility.await().ignoreExceptions().untilAsserted(() -> {
            store.windowWriter().append("a", SomeWindows.minutes("shop", 1, 1), List.of());
        });
    }

    /** A connection that is new because the one before it was ended, and whose first transaction comes to nothing. */
    @Test
    void aConnectionKeepsItsSettingsAlthoughItsFirstTransactionFailed() throws SQLException {
        try (Connection other = DriverManager.getConnection(url);
                Statement statement = other.createStatement();
                JdbcStore hasty = JdbcStore.open(url, Duration.ofMillis(300))) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE portent_window IN ACCESS EXCLUSIVE MODE");
            ThrowingCallable append =
                    () -> hasty.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of());
            Awaitility.await().untilAsserted(() -> refuses(append, Problem.LOCKED));
            for (int i = 0; i < 3; i++) {
                refuses(append, Problem.LOCKED);
            }
        }
    }

    @Test
    void aServerThatTakesNoMoreConnectionsIsSaidAndPasses() throws SQLException {
        List<Connection> others = new ArrayList<>();
        try (JdbcStore late = JdbcStore.open(url, Duration.ofMillis(300))) {
            endConnections();
            assertThatThrownBy(() -> {
                        while (others.size() < 100) {
                            others.add(DriverManager.getConnection(server.url("postgres")));
                        }
                    })
                    .hasMessageContaining("too many clients");
            ThrowingCallable append =
                    () -> late.windowWriter().append("a", SomeWindows.minutes("shop", 0, 1), List.of());
            Awaitility.await()
                    .untilAsserted(() -> refuses(append, Problem.UNREACHABLE).hasMessageContaining("max_connections"));
            close(others);
            Awaitility.await().ignoreExceptions().untilAsserted(append::call);
        } finally {
            close(others);
        }
    }

    private static void close(List<Connection> connections) throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Those of this test's database. */
    private void endConnections() throws SQLException {
        server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database() + "'");
    }

    @Test
    void aFullDiskIsSaidAndNothingAcknowledgedIsLost() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(server.directory().resolve("small"), "size=5m,mode=777")) {
            assumeTrue(disk.mounted(), "NOT CHECKED: a full disk of PostgreSQL: this user may not mount a tmpfs");
            Path room = server.newDirectory(disk.path().resolve("room"));
            server.sql("CREATE TABLESPACE small LOCATION '" + room + "'");
            server.sql("CREATE DATABASE small TABLESPACE small");
            try (JdbcStore full = JdbcStore.open(server.url("small"), Duration.ofSeconds(5))) {
                int minutes = fill(full);
                disk.resize("40m");
                // Not before: the server sorts on that disk, too.
                assertThat(windows(full)).isEqualTo(SomeWindows.minutes("shop", 0, minutes));
                full.windowWriter().append("a", SomeWindows.minutes("shop", minutes, 100), List.of());
                assertThat(windows(full)).isEqualTo(SomeWindows.minutes("shop", 0, minutes + 100));
            } finally {
                server.sql("DROP DATABASE small WITH (FORCE)");
                server.sql("DROP TABLESPACE small");
            }
        }
    }

    /** Until it is refused; returns how many minutes were acknowledged. */
    private static int fill(JdbcStore full) {
        int[] minutes = {0};
        ThrowingCallable filling = () -> {
            while (minutes[0] < 100_000) {
                full.windowWriter().append("a", SomeWindows.minutes("shop", minutes[0], 100), List.of());
                minutes[0] += 100;
            }
        };
        refuses(filling, Problem.DISK_FULL).hasMessageContaining("no room left");
        assertThat(minutes[0]).isPositive();
        return minutes[0];
    }

    private static List<Window> windows(JdbcStore store) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows("shop", TimeSpan.ALL, all::add);
        return all;
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
