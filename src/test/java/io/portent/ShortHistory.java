package io.portent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ten hours of a service that is red from minute 50 to 56 of every hour and warns of it from minute 40, with a configuration
 * that learns from it in seconds.
 */
record ShortHistory(Path directory) {
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final String HEADER = "entity,state,start,end,source,note\n";

    private static final int MINUTES = 600;

    /** Writes logs, labels and configuration. */
    static ShortHistory write(Path directory) throws IOException {
        ShortHistory history = new ShortHistory(directory);
        Files.writeString(directory.resolve("app.json"), logs(MINUTES));
        Files.writeString(history.labels(), HEADER + incidents());
        Files.writeString(history.config(), history.configuration("units: 4, epochs: 2, ensemble: 1"));
        return history;
    }

    String configuration(String model) {
        return """
                sources:
                  - {name: app, files: ["%1$s/app.json"]}
                window: {length: 1m, lateness: 0s}
                forecast: {data_window: 5, horizons: [5m, 15m], every: 1s}
                model: {%2$s, directory: "%3$s"}
                labels: {files: ["%4$s"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory, model, models(), labels());
    }

    static String logs(int minutes) {
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < minutes; minute++) {
            Instant time = START.plus(Duration.ofMinutes(minute));
            lines.append(line(time, "INFO", "request " + minute + " served"));
            if (minute % 60 >= 40 && minute % 60 < 56) {
                lines.append(line(time.plusSeconds(30), "WARN", "pool nearly empty"));
            }
        }
        return lines.toString();
    }

    static String line(Instant time, String level, String message) {
        return "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"logger_name\":\"a.B\",\"message\":\"%s\"}%n"
                .formatted(time, level, message);
    }

    private static String incidents() {
        List<String> rows = new ArrayList<>();
        for (int hour = 0; hour < MINUTES / 60; hour++) {
            Instant start = START.plus(Duration.ofMinutes(60L * hour + 50));
            rows.add(label("red", start, start.plus(Duration.ofMinutes(6))));
        }
        return String.join("", rows);
    }

    static String label(String state, Instant start, Instant end) {
        return "," + state + "," + start + "," + end + ",slo,\n";
    }

    Path config() {
        return directory.resolve("agent.yaml");
    }

    Path labels() {
        return directory.resolve("labels.csv");
    }

    Path models() {
        return directory.resolve("models");
    }

    /** A file beside the logs. */
    Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** Neither a bundle nor a half one nor an alias. */
    void hasNoModel() throws IOException {
        if (Files.exists(models())) {
            try (Stream<Path> files = Files.list(models())) {
                assertThat(files).isEmpty();
            }
        }
    }
}
