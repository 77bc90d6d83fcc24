package io.portent.store.jdbc;

import io.portent.store.SomeWindows;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Size and speed of a year of one-minute windows of one service, thirty templates each. Argument: a directory, or a
 * {@code jdbc:postgresql:} address of an empty database. See {@code bench/store/year.sh}.
 */
final class StoreBench {
    private static final int DAY = 24 * 60;
    private static final int DAYS = 365;
    private static final int LIVE = 300;

    private final PrintStream out = System.out;
    private final String url;

    private StoreBench(String url) {
        this.url = url;
    }

    public static void main(String[] arguments) throws IOException {
        boolean server = arguments[0].startsWith("jdbc:");
        Path file = Path.of(server ? "." : arguments[0], "year.db");
        StoreBench bench = new StoreBench(server ? arguments[0] : "jdbc:sqlite:" + file);
        bench.open("open, an empty store");
        bench.write();
        bench.open("open, a year in it");
        for (int round = 1; round <= 3; round++) {
            bench.read();
        }
        if (!server) {
            bench.out.println("file: " + Files.size(file) / 1_000_000 + " MB");
        }
    }

    private JdbcStore open() {
        return JdbcStore.open(url, Duration.ofSeconds(20));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void open(String what) {
        long began = System.nanoTime();
        JdbcStore store = open();
        out.printf("%s: %.3f s%n", what, seconds(began));
        store.close();
    }

    private void write() {
        double spent = 0;
        try (JdbcStore store = open()) {
            for (int day = 0; day < DAYS; day++) {
                List<Window> windows = SomeWindows.minutes("shop", day * DAY, DAY);
                long began = System.nanoTime();
                store.windowWriter().append("agent", windows, List.of());
                spent += seconds(began);
            }
            out.printf("a year written, a day at a time: %.1f s%n", spent);
            double[] each = new double[LIVE];
            for (int i = 0; i < LIVE; i++) {
                long began = System.nanoTime();
                store.windowWriter().commit(AppendingMain.checkpoint(DAYS * DAY + i, 1));
                each[i] = 1000 * seconds(began);
            }
            Arrays.sort(each);
            out.printf(
                    "one window and a position, committed: median %.2f ms, 99th percentile %.2f ms%n",
                    each[LIVE / 2], each[LIVE * 99 / 100]);
            out.printf("contents: %d MB%n", store.housekeeping().bytes() / 1_000_000);
        }
    }

    private void read() {
        TimeSpan month = new TimeSpan(SomeWindows.start((DAYS - 30) * DAY), SomeWindows.start(DAYS * DAY));
        try (JdbcStore store = open()) {
            int[] windows = {0};
            long began = System.nanoTime();
            store.windowReader().windows("shop", month, window -> windows[0]++);
            out.printf("%d windows read: %.2f s%n", windows[0], seconds(began));
        }
    }
}
