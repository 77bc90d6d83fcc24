package io.portent;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.event.Severity;
import io.portent.store.Store;
import io.portent.store.StoredTemplate;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Days of a service that fails every few hours and warns of it some minutes before, in one of two ways, as windows in a store, with a
 * configuration that learns from them in seconds.
 */
public record StoredService(Path directory, int days) {
    private static final int DAY = 1440;
    private static final int WARNED = 12;
    private static final int FAILED = 10;

    private static final StoredTemplate QUIET = new StoredTemplate("quiet", "request <*> served in <*> ms");
    private static final StoredTemplate EVEN = new StoredTemplate("even", "pool nearly empty with <*> left");
    private static final StoredTemplate ODD = new StoredTemplate("odd", "queue of the ledger grows");
    private static final StoredTemplate EVEN_RENAMED = new StoredTemplate("even2", "few connections remain of <*>");
    private static final StoredTemplate ODD_RENAMED = new StoredTemplate("odd2", "backlog: <*> entries in ledger");

    /** Minutes at which it fails, some hours apart. */
    public List<Integer> failures() {
        return episodes(0);
    }

    /** Between the failures both warnings come together, and nothing follows: no sum of counts tells them from failures. */
    private List<Integer> backups() {
        return episodes(1);
    }

    private List<Integer> episodes(int kind) {
        Random random = new Random(7);
        List<Integer> episodes = new ArrayList<>();
        int count = 0;
        for (int minute = 120; minute < days * DAY; minute += 60 + random.nextInt(60)) {
            if (count++ % 2 == kind) {
                episodes.add(minute);
            }
        }
        return episodes;
    }

    public TimeSpan span() {
        return span(0, days);
    }

    public static TimeSpan span(int fromDay, int toDay) {
        return new TimeSpan(Histories.minute((long) fromDay * DAY), Histories.minute((long) toDay * DAY));
    }

    /** When everything in the store is over. */
    public Instant end() {
        return span().until();
    }

    /** @param renamedFrom day from which on the warning is worded otherwise */
    public StoredService fill(Store store, int renamedFrom) {
        Random random = new Random(11);
        List<Window> windows = new ArrayList<>();
        List<Integer> failures = failures();
        List<Integer> backups = backups();
        for (int minute = 0; minute < days * DAY; minute++) {
            Map<String, Integer> counts = new HashMap<>(Map.of(QUIET.id(), 3 + random.nextInt(5)));
            boolean backup = ahead(minute, backups) <= WARNED;
            int next = ahead(minute, failures);
            boolean deployed = minute >= renamedFrom * DAY;
            boolean even = next <= WARNED && (minute + next) % 2 == 0;
            boolean odd = next <= WARNED && !even;
            if ((backup || even) && random.nextInt(8) > 0) {
                counts.put((deployed ? EVEN_RENAMED : EVEN).id(), 2);
            }
            if ((backup || odd) && random.nextInt(8) > 0) {
                counts.put((deployed ? ODD_RENAMED : ODD).id(), 2);
            }
            int events = counts.values().stream().mapToInt(Integer::intValue).sum();
            windows.add(Histories.window("shop", minute, Map.of(Severity.INFO, events), counts, Map.of()));
        }
        store.windowWriter().append("agent", windows, List.of(QUIET, EVEN, ODD, EVEN_RENAMED, ODD_RENAMED));
        return this;
    }

    /** Minutes until the next failure begins; many while one goes on or when there is none. */
    private static int ahead(int minute, List<Integer> failures) {
        for (int failure : failures) {
            if (minute < failure) {
                return failure - minute;
            }
            if (minute < failure + FAILED) {
                return Integer.MAX_VALUE;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Red where it failed. */
    public StoredService label() throws IOException {
        return label(failures());
    }

    /** Red from these minutes on. */
    public StoredService label(List<Integer> minutes) throws IOException {
        StringBuilder rows = new StringBuilder("entity,state,start,end,source,note\n");
        for (int minute : minutes) {
            rows.append(",red,%s,%s,slo,%n".formatted(Histories.minute(minute), Histories.minute(minute + FAILED)));
        }
        Files.writeString(directory.resolve("labels.csv"), rows);
        return this;
    }

    /** The file, for another process. */
    public Path configFile() throws IOException {
        return Files.writeString(directory.resolve("agent.yaml"), """
                window: {length: 1m, lateness: 0s}
                forecast: {data_window: 10, horizons: [5m, 15m]}
                model: {units: 8, epochs: 60, ensemble: 1, directory: "%1$s/models"}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory));
    }

    public AgentConfig config() throws IOException {
        return ConfigFile.load(configFile(), Map.of());
    }

    public Path models() {
        return directory.resolve("models");
    }
}
