package io.portent.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions of one kind of database, and what it says differently. Thread-safe. */
interface Database extends AutoCloseable {
    /** What is done within a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, BrokenBytesException;
    }

    /** Work without a result. */
    @FunctionalInterface
    interface Action {
        void on(Connection connection) throws SQLException, BrokenBytesException;
    }

    /** The file, or the address without what is secret. */
    String place();

    /** The folder of its migrations. */
    String dialect();

    /** On disk when this returns, undone when it throws. */
    <T> T write(Work<T> work);

    /** As of one moment. */
    <T> T read(Work<T> work);

    default void change(Action action) {
        boolean unused = write(connection -> {
            action.on(connection);
            return true;
        });
    }

    default void scan(Action action) {
        boolean unused = read(connection -> {
            action.on(connection);
            return true;
        });
    }

    boolean hasTable(Connection connection, String table) throws SQLException;

    /** Whether somebody else's tables are where ours would be. */
    boolean isAnothers(Connection connection) throws SQLException;

    /** Within a transaction: nobody else migrates until its end. */
    void lockForMigration(Connection connection) throws SQLException;

    /** Within a transaction: nobody else writes to the table until its end. */
    void lockTable(Connection connection, String table) throws SQLException;

    /** At the end of a select: the row stays as it is until the transaction ends. */
    String forShare();

    /** Bytes that the contents take. */
    long bytes(Connection connection) throws SQLException, BrokenBytesException;

    /** Gives deleted room back, where that is not done in passing. */
    void giveBack();

    /** Reads all of it, if it can. */
    void check();

    @Override
    void close();
}
