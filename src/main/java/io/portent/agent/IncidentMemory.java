package io.portent.agent;

import io.portent.bundle.file.BadBundleException;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.csv.BadLabelsException;
import io.portent.explain.KnownIncidents;
import io.portent.store.Store;
import io.portent.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The past incidents as the serving model reads them, looked up again from time to time by a thread that nobody waits for. Thread-safe. */
final class IncidentMemory {
    /** How often it is looked whether the model is another, or what was looked up has become old. */
    static final Duration LOOKED_AT = Duration.ofMinutes(1);

    private static final Duration OLD = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(IncidentMemory.class);

    private volatile AgentConfig config;
    private final ModelDirectory models;
    private final Supplier<@Nullable String> serving;
    private final Supplier<@Nullable Store> store;
    private final InstantSource clock;
    private volatile @Nullable Remembered remembered;

    private record Remembered(String model, Instant at, PastIncidents.@Nullable Found found) {}

    /** @param serving the version of the model that serves; null while none does */
    IncidentMemory(
            AgentConfig config,
            ModelDirectory models,
            Supplier<@Nullable String> serving,
            Supplier<@Nullable Store> store,
            InstantSource clock) {
        this.config = config;
        this.models = models;
        this.serving = serving;
        this.store = store;
        this.clock = clock;
    }

    /** From the next time that they are looked up on. */
    void use(AgentConfig next) {
        config = next;
    }

    /** Looks them up where that is due. What cannot be read now is tried again when it would have become old. */
    void follow() {
        String version = serving.get();
        Store open = store.get();
        Remembered last = remembered;
        Instant now = clock.instant();
        boolean due = last == null
                || !last.model.equals(version)
                || Duration.between(last.at, now).abs().compareTo(OLD) > 0;
        if (version == null || open == null || !due) {
            return;
        }
        PastIncidents.Found found = null;
        try {
            found = new PastIncidents(config, models.load(version).bundle()).of(open, now);
        } catch (IOException | BadBundleException | BadLabelsException | StoreException e) {
            log.warn("past incidents are not compared with: {}", e.getMessage());
        }
        remembered = new Remembered(version, now, found);
    }

    /** Null where they were not looked up for the model that serves. */
    @Nullable
    KnownIncidents incidents() {
        PastIncidents.Found found = found();
        return found == null ? null : found.known();
    }

    /** Ids of the templates that announce incidents; none where they were not looked up for the model that serves. */
    Set<String> heralds() {
        PastIncidents.Found found = found();
        return found == null ? Set.of() : found.heralds();
    }

    private PastIncidents.@Nullable Found found() {
        Remembered last = remembered;
        return last != null && last.model.equals(serving.get()) ? last.found : null;
    }
}
