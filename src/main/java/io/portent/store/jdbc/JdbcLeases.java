package io.portent.store.jdbc;

import io.portent.store.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row per name; it stays when the lease ends, so that its token goes on rising. Thread-safe. */
final class JdbcLeases implements Leases {
    /** Before any clock. */
    private static final Instant RELEASED = Instant.ofEpochMilli(0);

    private final Database database;

    JdbcLeases(Database database) {
        this.database = database;
    }

    @Override
    public @Nullable Lease acquire(String name, String owner, Instant now, Duration validity) {
        return this.<Optional<Lease>>locked(connection -> {
                    Lease there = find(connection, name);
                    if (there != null && !there.over(now, validity)) {
                        return Optional.empty();
                    }
                    long token = there == null ? 1 : there.token() + 1;
                    Lease lease = new Lease(name, owner, token, Lease.end(now, validity));
                    write(connection, lease);
                    return Optional.of(lease);
                })
                .orElse(null);
    }

    @Override
    public @Nullable Lease renew(Lease lease, Instant now, Duration validity) {
        return this.<Optional<Lease>>locked(connection -> {
                    if (!held(connection, lease)) {
                        return Optional.empty();
                    }
                    Lease renewed = new Lease(lease.name(), lease.owner(), lease.token(), Lease.end(now, validity));
                    write(connection, renewed);
                    return Optional.of(renewed);
                })
                .orElse(null);
    }

    @Override
    public boolean release(Lease lease) {
        return locked(connection -> {
            boolean held = held(connection, lease);
            if (held) {
                write(connection, new Lease(lease.name(), lease.owner(), lease.token(), RELEASED));
            }
            return held;
        });
    }

    @Override
    public @Nullable Lease holder(String name, Instant now) {
        return database.read(connection -> Optional.ofNullable(find(connection, name)))
                .filter(there -> there.until().isAfter(now))
                .orElse(null);
    }

    private <T> T locked(Database.Work<T> work) {
        return database.write(connection -> {
            database.lockTable(connection, "portent_lease");
            return work.on(connection);
        });
    }

    private static @Nullable Lease find(Connection connection, String name) throws SQLException, BrokenBytesException {
        return Sql.first(
                connection,
                "SELECT name, owner, token, until FROM portent_lease WHERE name = ?",
                row -> new Lease(row.text(1), row.text(2), row.number(3), row.time(4)),
                name);
    }

    /** Nobody has taken it since; that its time has run out is no matter then. */
    private static boolean held(Connection connection, Lease lease) throws SQLException, BrokenBytesException {
        Lease there = find(connection, lease.name());
        return there != null && there.token() == lease.token() && !there.until().equals(RELEASED);
    }

    private static void write(Connection connection, Lease lease) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO portent_lease (name, owner, token, until) VALUES (?, ?, ?, ?) ON CONFLICT (name)"
                        + " DO UPDATE SET owner = excluded.owner, token = excluded.token, until = excluded.until",
                lease.name(),
                lease.owner(),
                lease.token(),
                lease.until());
    }
}
