package io.portent.demo;

import io.portent.agent.Versions;
import io.portent.simulate.ShopSimulation;
import io.portent.simulate.SimulationSpec;
import io.portent.simulate.SimulationSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The shop's history on disk. A mark tells what it was made by; it is written last and removed first. */
final class DemoHistory {
    private final Path directory;
    private final SimulationSpec spec;
    private final Path mark;

    DemoHistory(Path directory, SimulationSpec spec) {
        this.directory = directory;
        this.spec = spec;
        this.mark = directory.resolve("made-by.txt");
    }

    /** @return null where the history was there, whole and of this version */
    @Nullable
    SimulationSummary complete(LongConsumer hours) throws IOException {
        if (isComplete()) {
            return null;
        }
        Files.createDirectories(directory);
        Files.deleteIfExists(mark);
        SimulationSummary summary = new ShopSimulation(spec).write(directory, hours);
        Files.writeString(mark, madeBy());
        return summary;
    }

    boolean isComplete() throws IOException {
        return Files.exists(directory.resolve("labels.csv"))
                && Files.exists(directory.resolve("faults.csv"))
                && Files.exists(directory.resolve("shop.json"))
                && Files.exists(mark)
                && Files.readString(mark).equals(madeBy());
    }

    private String madeBy() {
        return "portent " + Versions.version() + " " + Versions.revision() + ", from " + spec.start() + ", "
                + spec.days() + " days, seed " + spec.seed() + "\n";
    }
}
