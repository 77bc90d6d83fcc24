package io.portent.agent;

import io.portent.SmallService;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.model.dl4j.Dl4jNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What is replayed: an hour of two entities, with lines that are no events, by the golden bundle. */
final class GoldenReplay {
    static final Path BUNDLES = Path.of("src", "test", "resources", "io", "portent", "bundle");
    static final Path LOGS = Path.of("src", "test", "resources", "io", "portent", "agent", "replay");
    static final Path PAGE = LOGS.resolve("page.txt");

    private GoldenReplay() {}

    /** The page without what names the build. */
    static List<String> page() throws IOException {
        AgentConfig config = SmallService.config(LOGS, Path.of("none"), "");
        InstantSource later = InstantSource.fixed(Instant.parse("2026-04-01T00:00:00Z"));
        String page = new Replay(config, new Dl4jNetworks(), later)
                .page(ModelDirectory.at(BUNDLES.resolve("golden-1.portent")));
        return page.lines()
                .filter(line -> !line.startsWith("portent_build_info"))
                .toList();
    }
}
