package io.portent.cli;

import io.portent.agent.Stores;
import io.portent.config.StoreConfig;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code agent label ...} in this process, with a store of its own in a directory. */
final class LabelCommand {
    private final Path directory;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    LabelCommand(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("agent.yaml"), """
                entity: shop
                sources:
                  - {name: app, files: ["%1$s/app.log"]}
                store: {url: "jdbc:sqlite:%1$s/data/portent.db"}
                """.formatted(directory));
    }

    /** Returns the exit code. */
    int run(String... words) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("label"));
        all.addAll(List.of(words));
        all.addAll(List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setOut(new PrintWriter(out, true));
        agent.setErr(new PrintWriter(err, true));
        return agent.execute(all.toArray(String[]::new));
    }

    /** What the last run printed. */
    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    Store store() {
        return Stores.open(new StoreConfig(
                "jdbc:sqlite:" + directory + "/data/portent.db", Duration.ofDays(90), 1L << 30, "agent"));
    }

    List<Recorded> stored() {
        try (Store store = store()) {
            return store.labels().labels(TimeSpan.ALL);
        }
    }
}
