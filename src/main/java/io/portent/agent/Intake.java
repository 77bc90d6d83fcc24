package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.SourceConfig;
import io.portent.metrics.AgentMetrics;
import io.portent.metrics.SourceMeter;
import io.portent.source.LineSource;
import io.portent.source.push.Inlet;
import io.portent.source.push.Listener;
import io.portent.source.push.PostedLines;
import io.portent.source.push.PushMeter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lines are sent to: the inlets of all sources that are no files. A port can be bound once, so they outlive engines, and an
 * engine that succeeds another reads beside it. Construction does no IO; {@link #start} does. Thread-safe, but for changes, of
 * which there is one at a time.
 */
final class Intake implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** Of an agent that reads files alone. */
    static final Intake NONE = new Intake();

    private final Function<SourceConfig, @Nullable Inlet> making;
    private final Consumer<String> unmeter;
    private volatile Map<String, Open> inlets = Map.of();
    /** Of all sources, whether lines are sent to them or not. */
    private Set<String> names = Set.of();

    private record Open(SourceConfig source, Inlet inlet) {
        /** @throws IOException if its port cannot be listened on */
        void start() throws IOException {
            try {
                inlet.start();
            } catch (IOException e) {
                throw new IOException("source " + source.name() + ": " + e.getMessage(), e);
            }
            log.info("source {} takes lines in: {}", source.name(), SourceInputs.describe(source));
        }
    }

    /** @param stdin read by the source that asks for it, if there is one */
    Intake(AgentConfig config, AgentMetrics metrics, InputStream stdin, InstantSource clock) {
        int maxLineBytes = config.limits().lineBytes();
        this.unmeter = metrics::noSource;
        this.making = source ->
                SourceInputs.inlet(source, maxLineBytes, stdin, new Meter(metrics.source(source.name())), clock);
        Map<String, Open> all = new LinkedHashMap<>();
        this.names = names(config.sources());
        config.sources().forEach(source -> put(source, making.apply(source), all));
        inlets = Collections.unmodifiableMap(all);
    }

    private Intake() {
        this.making = source -> null;
        this.unmeter = source -> {};
    }

    private static Set<String> names(List<SourceConfig> sources) {
        return sources.stream().map(SourceConfig::name).collect(Collectors.toSet());
    }

    private static void put(SourceConfig source, @Nullable Inlet inlet, Map<String, Open> to) {
        if (inlet != null) {
            to.put(source.name(), new Open(source, inlet));
        }
    }

    /** @throws IOException if a port cannot be listened on */
    void start() throws IOException {
        for (Open each : inlets.values()) {
            each.start();
        }
    }

    /**
     * Takes in what these sources are sent from now on. Where the input of one is the same, its senders notice nothing.
     *
     * @return sources of before that take nothing in any more; what waits for their readers they still can take
     * @throws IOException if a port cannot be listened on; then all is as before
     */
    Set<String> change(List<SourceConfig> next) throws IOException {
        Map<String, Open> before = inlets;
        Map<String, Open> all = new LinkedHashMap<>();
        List<Open> fresh = new ArrayList<>();
        for (SourceConfig source : next) {
            Open same = before.get(source.name());
            if (same != null && same.source().input().equals(source.input())) {
                all.put(source.name(), same);
            } else {
                put(source, making.apply(source), all);
            }
        }
        try {
            for (Open one : all.values()) {
                if (!before.containsValue(one)) {
                    fresh.add(one);
                    one.start();
                }
            }
        } catch (IOException e) {
            closeQuietly(fresh);
            all.keySet().stream().filter(name -> !names.contains(name)).forEach(unmeter);
            throw e;
        }
        inlets = Collections.unmodifiableMap(all);
        names = names(next);
        List<Open> gone =
                before.values().stream().filter(one -> !all.containsValue(one)).toList();
        closeQuietly(gone);
        return gone.stream().map(one -> one.source().name()).collect(Collectors.toSet());
    }

    private static void closeQuietly(Collection<Open> some) {
        try {
            close(some);
        } catch (IOException e) {
            log.warn("an input that is not used any more was not closed: {}", e.getMessage());
        }
    }

    private static void close(Collection<Open> some) throws IOException {
        for (Open one : some) {
            one.inlet().close();
        }
    }

    /** Where one of the listening sources does so: the configured port may be any. */
    int port(String source) {
        Open open = inlets.get(source);
        if (open != null && open.inlet() instanceof Listener listener) {
            return listener.port();
        }
        throw new IllegalArgumentException("source must be one that listens, was " + source);
    }

    /** The lines that are sent to the source; null if it reads files. */
    @Nullable
    LineSource open(String source) {
        Open open = inlets.get(source);
        return open == null ? null : open.inlet().open();
    }

    /** Sources that requests may post to, by name. */
    Map<String, PostedLines> posted() {
        Map<String, PostedLines> posted = new LinkedHashMap<>();
        inlets.forEach((name, open) -> {
            if (open.inlet() instanceof PostedLines lines) {
                posted.put(name, lines);
            }
        });
        return posted;
    }

    /** Whether what the source says can be read once only. */
    boolean has(String source) {
        return inlets.containsKey(source);
    }

    @Override
    public void close() throws IOException {
        close(inlets.values());
    }

    /** Neither of the two packages knows the other. */
    private record Meter(SourceMeter source) implements PushMeter {
        @Override
        public void refused(long lines) {
            source.refused(lines);
        }

        @Override
        public void failed() {
            source.readFailures(1);
        }

        @Override
        public void clients(int number) {
            source.clients(number);
        }
    }
}
