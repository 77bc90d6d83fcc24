package io.portent.agent;

final class KilledDaemonTest extends KilledDaemonContract {
    KilledDaemonTest() {
        super(10, 4_000);
    }

    @Override
    String emptyStore(String name) {
        return "jdbc:sqlite:" + directory().resolve(name + ".db");
    }
}
