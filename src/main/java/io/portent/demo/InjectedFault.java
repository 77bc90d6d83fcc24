package io.portent.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code faults.csv}. The agent never sees it: the demo alone reads it, to know which failure is worth a replay.
 *
 * @param precursor whether anything in the logs could tell before
 * @param firstRed null where it did not come to a failure
 */
record InjectedFault(
        String kind,
        Instant start,
        boolean precursor,
        @Nullable Instant firstRed) {
    private static final String HEADER = "kind,start,end,precursor,failed,first_orange,first_red,look_alike";
    private static final int COLUMNS = 8;

    /** Look-alikes are left out. */
    static List<InjectedFault> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + ": the first line must be " + HEADER);
        }
        List<InjectedFault> faults = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            if (cells.length != COLUMNS) {
                throw new IOException(file + ": a row must have " + COLUMNS + " columns, was " + line);
            }
            if (!Boolean.parseBoolean(cells[7])) {
                Instant red = cells[6].isEmpty() ? null : Instant.parse(cells[6]);
                faults.add(new InjectedFault(cells[0], Instant.parse(cells[1]), Boolean.parseBoolean(cells[3]), red));
            }
        }
        return faults;
    }
}
