package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.config.SourceInput;
import io.portent.json.EventJson;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatSpec;
import io.portent.parse.ParseCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Logs that real programs have written ({@code src/test/goldens/regenerate.sh}), each in a folder with the configuration that
 * reads it, the page of metrics that comes of it, and the events that are in it.
 */
final class GoldenLogs {
    static final Path FOLDERS = Path.of("src", "test", "resources", "io", "portent", "goldens");
    /** When they are read: a few hours after they were written. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T06:00:00Z"));

    private final Path folder;
    private final Path work;

    /**
     * Copies the log, so that it is as old as it was: a checkout makes files new.
     *
     * @param work an empty directory
     */
    GoldenLogs(String name, Path work) throws IOException {
        this.folder = FOLDERS.resolve(name);
        this.work = work;
        Files.createDirectories(work.resolve(name));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Path copy = work.resolve(name).resolve(file.getFileName());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.setLastModifiedTime(copy, FileTime.from(CLOCK.instant()));
            }
        }
    }

    /** What was seen in a log. */
    record Seen(List<String> events, ParseCounts counts, String format) {}

    static List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    Path page() {
        return folder.resolve("page.txt");
    }

    Path events() {
        return folder.resolve("events.jsonl");
    }

    Path log() {
        return Path.of(
                ((SourceInput.Files) config().sources().get(0).input()).globs().get(0));
    }

    private AgentConfig config() {
        try {
            return ConfigFile.parse(
                    "agent.yaml",
                    Files.readString(folder.resolve("agent.yaml")),
                    Map.of("GOLDENS", work.toString(), "WORK", work.toString()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The page without what names the build. */
    List<String> replayed() throws IOException {
        return new Replay(config(), new Dl4jNetworks(), CLOCK)
                .page(null)
                .lines()
                .filter(line -> !line.startsWith("portent_build_info"))
                .toList();
    }

    Seen seen() throws IOException {
        return seen(config().sources().get(0).format());
    }

    Path auto() {
        return folder.resolve("auto.txt");
    }

    /** What auto says of the log, and what it makes of its lines. */
    String foundByAuto() throws IOException {
        Seen seen = seen(new FormatSpec(FormatKind.AUTO, null, ZoneOffset.UTC));
        return seen.format() + "; " + seen.events().size() + " events; " + seen.counts();
    }

    private Seen seen(FormatSpec format) throws IOException {
        List<String> events = new ArrayList<>();
        Parsing parsing = new Parsing(List.of(log()), format, true, 1 << 20, CLOCK);
        parsing.events(event -> {
            String json = EventJson.write(event);
            events.add(json.substring(0, json.lastIndexOf(",\"source\":\"parse\"")) + ",\"line\":"
                    + event.origin().line() + "}");
        });
        return new Seen(events, parsing.counts(), parsing.chosen().get(0).toString());
    }
}
