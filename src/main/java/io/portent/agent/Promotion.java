package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.Alias;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.ModelShelf;
import io.portent.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A person decides which model serves. */
public final class Promotion {
    private final AgentConfig config;
    private final InstantSource clock;
    private final ModelDirectory models;

    public Promotion(AgentConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.models = new ModelDirectory(config.model().directory());
    }

    /**
     * Makes it the champion.
     *
     * @return what was done, a sentence
     * @throws io.portent.bundle.file.BadBundleException if the model cannot be read; the champion stays
     */
    public String promote(String version) throws IOException {
        Bundle bundle = models.load(version).bundle();
        if (version.equals(models.championVersion())) {
            return version + " is the champion already.";
        }
        models.promote(version);
        if (version.equals(models.version(Alias.CHALLENGER))) {
            models.clear(Alias.CHALLENGER);
        }
        tellFleet(version, bundle, "promoted by a person");
        return "Champion: " + version;
    }

    /** Makes the former champion the champion again. */
    public String rollback() throws IOException {
        String previous = models.version(Alias.PREVIOUS);
        if (previous == null) {
            throw new NotEnoughException("there is no former champion to go back to");
        }
        Bundle bundle = models.load(previous).bundle();
        models.promote(previous);
        tellFleet(previous, bundle, "rolled back by a person");
        return "Champion: " + previous;
    }

    private void tellFleet(String version, Bundle bundle, String reason) throws IOException {
        try (Store store = Stores.open(config.store())) {
            shelve(store.models(), models, version, bundle, reason, clock);
        }
    }

    /** The directory says which model serves here; the store tells a fleet's other agents, which fetch the bundle there. */
    static void shelve(
            ModelShelf shelf, ModelDirectory models, String version, Bundle bundle, String reason, InstantSource clock)
            throws IOException {
        shelf.keep(
                new ModelShelf.Model(
                        version,
                        bundle.servedBy(),
                        bundle.card().trainedUntil().truncatedTo(ChronoUnit.MILLIS),
                        models.card(version)),
                models.bytes(version));
        shelf.point(new ModelShelf.Move(
                Alias.CHAMPION.label(), version, clock.instant().truncatedTo(ChronoUnit.MILLIS), reason));
    }
}
