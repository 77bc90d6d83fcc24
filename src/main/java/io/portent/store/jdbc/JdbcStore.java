package io.portent.store.jdbc;

import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping;
import io.portent.store.InterventionLog;
import io.portent.store.LabelBook;
import io.portent.store.Leases;
import io.portent.store.ModelShelf;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.WindowReader;
import io.portent.store.WindowWriter;
import java.nio.file.Path;
import java.time.Duration;

/** The store behind a JDBC address. Thread-safe. */
public final class JdbcStore implements Store {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final Database database;
    private final JdbcWindows windows;

    private JdbcStore(Database database) {
        this.database = database;
        this.windows = new JdbcWindows(database);
    }

    /**
     * Connects, and brings the tables to this version's form.
     *
     * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://...}
     * @param patience how long to wait for others' transactions
     * @throws io.portent.store.StoreException if it cannot be used
     */
    public static JdbcStore open(String url, Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience must be > 0, was " + patience);
        }
        Database database = database(url, patience);
        try {
            new Migrations(database).run();
            return new JdbcStore(database);
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    private static Database database(String url, Duration patience) {
        if (url.startsWith(SQLITE)) {
            String file = url.substring(SQLITE.length());
            if (file.isBlank() || file.startsWith(":") || file.startsWith("file:") || file.indexOf('?') >= 0) {
                throw new IllegalArgumentException("store.url must be jdbc:sqlite:FILE without options, was " + url);
            }
            return new SqliteDatabase(Path.of(file), patience);
        }
        if (url.startsWith(POSTGRESQL)) {
            return new PostgresDatabase(url, patience);
        }
        // Not quoted: it may carry a password.
        throw new IllegalArgumentException("store.url must begin with " + SQLITE + " or " + POSTGRESQL);
    }

    @Override
    public WindowWriter windowWriter() {
        return windows;
    }

    @Override
    public WindowReader windowReader() {
        return windows;
    }

    @Override
    public ForecastJournal forecasts() {
        return new JdbcForecasts(database);
    }

    @Override
    public LabelBook labels() {
        return new JdbcLabels(database);
    }

    @Override
    public InterventionLog interventions() {
        return new JdbcInterventions(database);
    }

    @Override
    public OutcomeLog outcomes() {
        return new JdbcOutcomes(database);
    }

    @Override
    public ModelShelf models() {
        return new JdbcModels(database);
    }

    @Override
    public Leases leases() {
        return new JdbcLeases(database);
    }

    @Override
    public Housekeeping housekeeping() {
        return new JdbcHousekeeping(database);
    }

    @Override
    public void check() {
        database.check();
    }

    @Override
    public void close() {
        database.close();
    }
}
