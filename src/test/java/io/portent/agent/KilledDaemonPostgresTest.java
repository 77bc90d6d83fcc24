package io.portent.agent;

import io.portent.store.jdbc.PostgresServer;

/** With a server for the one that is killed, and a file for the one that is not. Skipped where Debian's postgresql is not installed. */
final class KilledDaemonPostgresTest extends KilledDaemonContract {
    KilledDaemonPostgresTest() {
        super(3, 12_000);
    }

    @Override
    String emptyStore(String name) throws Exception {
        return name.equals("alone")
                ? "jdbc:sqlite:" + directory().resolve("alone.db")
                : PostgresServer.shared().newDatabase();
    }
}
