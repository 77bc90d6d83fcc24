package io.portent.agent;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** What a bad disk does to a SQLite file, whether or not somebody has it open. */
final class Damage {
    private static final int PAGE = 4096;

    private Damage() {}

    /** Overwrites all pages but the first, which says that it is a database. The log is copied into the file beforehand. */
    static void pages(Path file) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        byte[] garbage = new byte[PAGE];
        Arrays.fill(garbage, (byte) 0xA5);
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = PAGE; at + PAGE <= bytes.length(); at += PAGE) {
                bytes.seek(at);
                bytes.write(garbage);
            }
        }
    }
}
