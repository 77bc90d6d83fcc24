package io.portent.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/**
 * One file. One connection writes, guarded by a lock here and by SQLite's own lock between processes; each reading has a
 * connection of its own and, with a write-ahead log, waits for nobody.
 *
 * <p>Transactions are begun by statement: the driver's own would begin the next one, with the write lock, as soon as one is
 * committed.
 */
final class SqliteDatabase implements Database {
    /** Of no effect once there is a page: before the journal mode is set, which writes one. */
    private static final String LEAST_PAGES = "PRAGMA auto_vacuum = INCREMENTAL";

    private static final String WRITE_AHEAD = "PRAGMA journal_mode = WAL";
    /** A log that a long reader has let grow is cut back to this. */
    private static final String LOG_LIMIT = "PRAGMA journal_size_limit = 16777216";

    private final Path file;
    private final Duration patience;
    private final SqliteProblems problems;
    private final OpenedFile opened;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable Connection writer;
    private boolean closed;

    SqliteDatabase(Path file, Duration patience) {
        this.file = file;
        this.patience = patience;
        this.problems = new SqliteProblems(file, patience);
        this.opened = new OpenedFile(file);
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String dialect() {
        return "sqlite";
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
        config.setTransactionMode(TransactionMode.DEFERRED);
        return config;
    }

    private static Connection connect(SQLiteConfig config, Path file) throws SQLException {
        Properties properties = config.toProperties();
        return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, properties);
    }

    private Connection writer() throws SQLException {
        if (closed) {
            throw problems.closed();
        }
        problems.refuseAnother(opened);
        if (writer == null) {
            problems.refuseUnusable();
            writer = openWriter();
            opened.opened();
        }
        return writer;
    }

    private Connection openWriter() throws SQLException {
        SQLiteConfig config = config();
        config.setSynchronous(SynchronousMode.FULL);
        Connection connection = connect(config, file);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LEAST_PAGES);
            statement.execute(WRITE_AHEAD);
            statement.execute(LOG_LIMIT);
            return connection;
        } catch (SQLException unusable) {
            closeQuietly(connection);
            throw unusable;
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        acquire();
        try {
            Connection connection = writer();
            execute(connection, "BEGIN IMMEDIATE");
            return inTransaction(connection, work);
        } catch (SQLException failed) {
            throw problems.of(failed);
        } finally {
            writing.unlock();
        }
    }

    private void acquire() {
        try {
            if (!writing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw problems.locked("by this process", null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw problems.locked("when its writer was interrupted", interrupted);
        }
    }

    private <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        boolean done = false;
        try {
            T result = work.on(connection);
            execute(connection, "COMMIT");
            done = true;
            return result;
        } catch (BrokenBytesException broken) {
            throw problems.corrupt(broken);
        } finally {
            if (!done) {
                undo(connection);
            }
        }
    }

    /** After some errors SQLite has undone the transaction by itself; a connection that cannot is given up. */
    private void undo(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException alreadyUndone) {
            discardWriter();
        }
    }

    private void discardWriter() {
        Connection given = writer;
        writer = null;
        if (given != null) {
            closeQuietly(given);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException nothingLeftToLose) {
            // What was acknowledged is in the log already; the next connection reads it there.
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        problems.refuseMissing();
        problems.refuseAnother(opened);
        SQLiteConfig config = config();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try (Connection connection = connect(config, file)) {
            execute(connection, "PRAGMA query_only = 1");
            execute(connection, "BEGIN");
            T result = work.on(connection);
            execute(connection, "COMMIT");
            return result;
        } catch (SQLException failed) {
            throw problems.of(failed);
        } catch (BrokenBytesException broken) {
            throw problems.corrupt(broken);
        }
    }

    @Override
    public boolean hasTable(Connection connection, String table) throws SQLException {
        return exists(connection, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'");
    }

    @Override
    public boolean isAnothers(Connection connection) throws SQLException {
        return exists(connection, "SELECT 1 FROM sqlite_master LIMIT 1");
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    /** BEGIN IMMEDIATE holds the only lock there is. */
    @Override
    public void lockForMigration(Connection connection) {}

    @Override
    public void lockTable(Connection connection, String table) {}

    @Override
    public String forShare() {
        return "";
    }

    @Override
    public long bytes(Connection connection) throws SQLException {
        return (pragma(connection, "page_count") - pragma(connection, "freelist_count"))
                * pragma(connection, "page_size");
    }

    private static long pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The file shrinks once the log has been copied into it. */
    @Override
    public void giveBack() {
        acquire();
        try {
            Connection connection = writer();
            try (Statement statement = connection.createStatement()) {
                if (pragma(connection, "auto_vacuum") == 0) {
                    // Written by a build that set it too late. Needs as much room again, once.
                    statement.execute(LEAST_PAGES);
                    statement.execute("VACUUM");
                }
                // As a mere execute() it gives back one page.
                statement.executeUpdate("PRAGMA incremental_vacuum");
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        } catch (SQLException failed) {
            throw problems.of(failed);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void check() {
        String found = read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
                rows.next();
                return rows.getString(1);
            }
        });
        if (!"ok".equals(found)) {
            throw problems.corrupt(new BrokenBytesException(found));
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            closed = true;
            discardWriter();
        } finally {
            writing.unlock();
        }
    }
}
