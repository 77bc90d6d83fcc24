package io.portent.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A server that several agents write to. */
final class PostgresDatabase implements Database {
    /** A daemon writes once a minute and reads for its page; each connection is a process over there. */
    private static final int MOST_CONNECTIONS = 4;

    /** Any number, but always the same. */
    private static final long MIGRATION_LOCK = 8_031_947_219L;
    /** What PostgreSQL keeps beside a row's contents: headers, alignment, its entry in the index. */
    private static final int ROW_BYTES = 80;

    private final String place;
    private final PostgresProblems problems;
    private final HikariDataSource pool;

    /** Connects when it is first used. */
    PostgresDatabase(String url, Duration patience) {
        this.place = url.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//");
        this.problems = new PostgresProblems(place);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("store");
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(Math.max(250, patience.toMillis()));
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        config.setConnectionInitSql(
                "SET lock_timeout = " + patience.toMillis() + "; SET synchronous_commit = on; SET TimeZone = 'UTC'");
        // Else the settings above belong to the first transaction, and are gone with it when that is rolled back.
        config.setIsolateInternalQueries(true);
        // Without it a result is held in memory whole.
        config.addDataSourceProperty("defaultRowFetchSize", "1000");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", "10");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("ApplicationName", "portent");
        this.pool = new HikariDataSource(config);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String dialect() {
        return "postgresql";
    }

    @Override
    public <T> T write(Work<T> work) {
        return transaction(work, "");
    }

    @Override
    public <T> T read(Work<T> work) {
        return transaction(work, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    private <T> T transaction(Work<T> work, String first) {
        try (Connection connection = pool.getConnection()) {
            if (!first.isEmpty()) {
                execute(connection, first);
            }
            T result = work.on(connection);
            // What is not committed is rolled back when the pool takes the connection back.
            connection.commit();
            return result;
        } catch (SQLException failed) {
            throw problems.of(failed);
        } catch (BrokenBytesException broken) {
            throw problems.corrupt(broken);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public boolean hasTable(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM information_schema.tables"
                        + " WHERE table_schema = current_schema() AND table_name = '" + table + "'")) {
            return rows.next();
        }
    }

    /** All our tables have a prefix, so they may stand beside others. */
    @Override
    public boolean isAnothers(Connection connection) {
        return false;
    }

    @Override
    public void lockForMigration(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
    }

    @Override
    public void lockTable(Connection connection, String table) throws SQLException {
        execute(connection, "LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
    }

    @Override
    public String forShare() {
        return " FOR SHARE";
    }

    /** Of live rows: a table's own size falls only when the server has vacuumed it. Reads them all. */
    @Override
    public long bytes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT (SELECT coalesce(sum(octet_length(data) + " + ROW_BYTES
                        + "), 0) FROM portent_window) + (SELECT coalesce(sum(octet_length(data) + " + ROW_BYTES
                        + "), 0) FROM portent_forecast)")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Autovacuum does it. */
    @Override
    public void giveBack() {}

    /** Whether it answers; its pages are the server's own affair. */
    @Override
    public void check() {
        scan(connection -> {
            execute(connection, "SELECT 1");
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
