package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portent.store.Checkpoint;
import io.portent.store.SomeWindows;
import io.portent.store.SourcePosition;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a file, made wrong for real: it is said, nothing acknowledged is lost, and it passes. */
final class SqliteProblemsTest {
    private final Path directory;
    private final Path file;

    SqliteProblemsTest(@TempDir Path directory) {
        this.directory = directory;
        this.file = directory.resolve("store.db");
    }

    private static JdbcStore open(Path file) {
        return JdbcStore.open("jdbc:sqlite:" + file, Duration.ofMillis(200));
    }

    private static List<Window> stored(JdbcStore store) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows("shop", TimeSpan.ALL, all::add);
        return all;
    }

    private AbstractThrowableAssert<?, ?> refuses(ThrowingCallable call, Problem problem) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(StoreException.class, refused -> {
                    assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
                    assertThat(refused.place()).endsWith("store.db");
                })
                .hasMessageContaining("store.db");
    }

    private static Checkpoint minute(int minute) {
        return new Checkpoint(
                "agent",
                SomeWindows.minutes("shop", minute, 1),
                List.of(),
                List.of(new SourcePosition("app", "app.log", "1", minute, minute)),
                Map.of());
    }

    /** Until it is refused; returns how many minutes were acknowledged. */
    private int fill(JdbcStore store) {
        int[] minutes = {0};
        refuses(
                        () -> {
                            while (minutes[0] < 100_000) {
                                store.windowWriter().commit(minute(minutes[0]));
                                minutes[0]++;
                            }
                        },
                        Problem.DISK_FULL)
                .hasMessageContaining("no room left");
        return minutes[0];
    }

    private static void assertHolds(JdbcStore store, int minutes) {
        assertThat(stored(store)).isEqualTo(SomeWindows.minutes("shop", 0, minutes));
        assertThat(store.windowWriter().resume("agent").positions())
                .extracting(SourcePosition::offset)
                .containsExactly(minutes - 1L);
    }

    @Test
    void aFullDiskIsSaidAndNothingAcknowledgedIsLost() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=600k")) {
            assumeTrue(disk.mounted(), "a full disk is not tested: this user may not mount a tmpfs");
            Path ballast = disk.path().resolve("ballast");
            Files.write(ballast, new byte[200_000]);
            int minutes;
            try (JdbcStore store = open(disk.path().resolve("store.db"))) {
                minutes = fill(store);
                assertThat(minutes).isPositive();
                assertHolds(store, minutes);
                Files.delete(ballast);
                store.windowWriter().commit(minute(minutes));
                assertHolds(store, minutes + 1);
            }
            try (JdbcStore again = open(disk.path().resolve("store.db"))) {
                again.check();
                assertHolds(again, minutes + 1);
            }
        }
    }

    @Test
    void aLockOfAnotherProgramIsSaidAndPasses() throws SQLException {
        try (JdbcStore store = open(file);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            store.windowWriter().commit(minute(0));
            statement.execute("BEGIN EXCLUSIVE");
            refuses(() -> store.windowWriter().commit(minute(1)), Problem.LOCKED)
                    .hasMessageContaining("locked by another process for longer than 200 ms")
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            refused -> assertThat(refused.retryHelps()).isTrue());
            assertHolds(store, 1);
            statement.execute("COMMIT");
            store.windowWriter().commit(minute(1));
            assertHolds(store, 2);
        }
    }

    @Test
    void garbageIsNoDatabase() throws IOException {
        byte[] garbage = new byte[20_000];
        Arrays.fill(garbage, (byte) 'x');
        Files.write(file, garbage);
        refuses(() -> open(file), Problem.CORRUPT).hasMessageContaining("move it away");
        assertThat(Files.readAllBytes(file)).isEqualTo(garbage);
    }

    @Test
    void aDamagedPageIsFoundWhenItIsReadAndByTheCheck() throws IOException {
        try (JdbcStore store = open(file)) {
            store.windowWriter().append("agent", SomeWindows.minutes("shop", 0, 1000), List.of());
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] garbage = new byte[4096];
            Arrays.fill(garbage, (byte) 0xA5);
            for (long page = bytes.length() / 4096 / 2; page < bytes.length() / 4096 - 2; page++) {
                bytes.seek(page * 4096);
                bytes.write(garbage);
            }
        }
        try (JdbcStore store = open(file)) {
            refuses(() -> stored(store), Problem.CORRUPT).hasMessageContaining("recover");
            refuses(store::check, Problem.CORRUPT);
        }
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path nowhere = directory.resolve("nowhere").resolve("store.db");
        refuses(() -> open(nowhere), Problem.MISSING)
                .hasMessageContaining("there is no directory " + nowhere.getParent());
        assertThat(nowhere.getParent()).doesNotExist();
    }

    @Test
    void aReadOnlyDirectoryIsNamed() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), "size=600k")) {
            if (disk.mounted()) {
                disk.makeReadOnly();
            } else {
                assumeTrue(disk.path().toFile().setWritable(false));
            }
            refuses(() -> open(disk.path().resolve("store.db")), Problem.READ_ONLY)
                    .hasMessageContaining("must be writable");
        }
    }

    @Test
    void aNewerVersionsStoreIsRefused() {
        try (JdbcStore store = open(file)) {
            store.check();
        }
        SqliteDatabase database = new SqliteDatabase(file, Duration.ofMillis(200));
        database.change(connection -> Sql.update(
                connection, "INSERT INTO portent_schema (version, name, checksum) VALUES (2, 'V2__later', 7)"));
        database.close();
        refuses(() -> open(file), Problem.FOREIGN)
                .hasMessageContaining("newer version")
                .hasMessageContaining("is 2");
    }

    @Test
    void aMigrationThatWasChangedIsRefused() {
        try (JdbcStore store = open(file)) {
            store.check();
        }
        SqliteDatabase database = new SqliteDatabase(file, Duration.ofMillis(200));
        database.change(connection -> Sql.update(connection, "UPDATE portent_schema SET checksum = 7"));
        database.close();
        refuses(() -> open(file), Problem.FOREIGN).hasMessageContaining("V1__tables");
    }

    @Test
    void anotherProgramsDatabaseIsLeftAlone() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE mail (a)");
        }
        refuses(() -> open(file), Problem.FOREIGN).hasMessageContaining("another program");
    }

    @Test
    void addressesThatNameNoFileAreRefused() {
        for (String url : List.of("jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:sqlite:a?b=c", "jdbc:h2:x", "x")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JdbcStore.open(url, Duration.ofSeconds(1)))
                    .withMessageContaining("store.url");
        }
    }
}
