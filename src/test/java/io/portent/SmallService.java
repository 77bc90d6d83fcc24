package io.portent;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Logs of two entities that share a file, their lines out of order by less than the lateness. Each is red for six minutes
 * once in its cycle and warns of it ten minutes before; from the second day on modules are loaded for the first time, and
 * from minute 1,605 on a release says something that it never said before, again and again.
 */
public final class SmallService {
    private static final String[] ENTITIES = {"shop", "stock"};
    private static final int DAY = 1_440;
    private static final int RELEASE = 1_605;

    private SmallService() {}

    /** Writes {@code app.json} and {@code labels.csv} for minutes [from, to). */
    public static void write(Path directory, int from, int to, long seed) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("app.json"), logs(from, to, seed));
        Files.writeString(directory.resolve("labels.csv"), labels(from, to));
    }

    /** @param more keys of the model, such as {@code epochs: 3} */
    public static AgentConfig config(Path directory, Path models, String more) {
        return ConfigFile.parse("test", """
                entity: {field: service}
                sources:
                  - {name: app, files: ["%1$s/app.json"], format: logstash}
                window: {length: 1m, lateness: 30s}
                forecast: {data_window: 6, horizons: [5m, 15m, 30m]}
                model: {units: 4, max_age: 10000d, directory: "%2$s", %3$s}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory, models, more), Map.of());
    }

    /** The minutes in [from, to) from which on it is red for six, and logs an error in each. */
    public static List<Integer> failures(String entity, int from, int to) {
        int which = List.of(ENTITIES).indexOf(entity);
        return IntStream.range(from, to)
                .filter(minute -> phase(which, minute) == 70)
                .boxed()
                .toList();
    }

    private static int phase(int entity, int minute) {
        return (minute + 31 * entity) % (90 + 20 * entity);
    }

    private static String logs(int from, int to, long seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int minute = from; minute < to; minute++) {
            for (int entity = 0; entity < ENTITIES.length; entity++) {
                int phase = phase(entity, minute);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    int millis = 5 + random.nextInt(phase > 70 ? 400 : 40);
                    line(lines, random, entity, minute, "INFO", "request " + (minute * 7 + i) + " served", millis);
                }
                if (phase >= 60 && phase < 76 && random.nextInt(4) > 0) {
                    line(lines, random, entity, minute, "WARN", "pool nearly empty, " + phase % 7 + " left", 0);
                }
                if (phase >= 70 && phase < 76) {
                    line(lines, random, entity, minute, "ERROR", "query failed after 3 attempts", 0);
                }
                if (minute > DAY && minute % 45 == 20 + entity) {
                    String module = "" + (char) ('a' + minute / 45 % 26) + (char) ('k' + entity);
                    line(lines, random, entity, minute, "INFO", module + " loaded as " + module + module, 0);
                }
                if (minute >= RELEASE && minute % 10 == 5) {
                    line(lines, random, entity, minute, "INFO", "compaction of the ledger took place", 0);
                }
            }
        }
        return lines.toString();
    }

    private static void line(
            StringBuilder lines, Random random, int entity, int minute, String level, String message, int millis) {
        Instant time = Histories.minute(minute).plusMillis(random.nextInt(20_000));
        lines.append("{\"@timestamp\":\"%s\",\"level\":\"%s\",\"logger_name\":\"a.B\",\"service\":\"%s\","
                .formatted(time, level, ENTITIES[entity]));
        lines.append("\"message\":\"%s\"".formatted(message));
        if (millis > 0) {
            lines.append(",\"millis\":").append(millis);
        }
        lines.append("}\n");
    }

    private static String labels(int from, int to) {
        StringBuilder rows = new StringBuilder("entity,state,start,end,source,note\n");
        for (int minute = from; minute < to; minute++) {
            for (int entity = 0; entity < ENTITIES.length; entity++) {
                if (phase(entity, minute) == 70) {
                    row(rows, ENTITIES[entity], "orange", minute - 3, minute);
                    row(rows, ENTITIES[entity], "red", minute, minute + 6);
                }
            }
        }
        return rows.toString();
    }

    private static void row(StringBuilder rows, String entity, String state, int from, int to) {
        rows.append("%s,%s,%s,%s,slo,%n".formatted(entity, state, Histories.minute(from), Histories.minute(to)));
    }
}
