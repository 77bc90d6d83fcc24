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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lines are sent to: the inlets of all sources that are no files. A port can be bound once, so they outlive engines, and an
 * engine that succeeds another reads beside it. Construction does no IO; {@link #start} does.
 */
final class Intake implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    /** Of an agent that reads files alone. */
    static final Intake NONE = new Intake();

    private final Map<String, Inlet> inlets = new LinkedHashMap<>();
    private final Map<String, String> described = new LinkedHashMap<>();

    /** @param stdin read by the source that asks for it, if there is one */
    Intake(AgentConfig config, AgentMetrics metrics, InputStream stdin, InstantSource clock) {
        int maxLineBytes = config.limits().lineBytes();
        for (SourceConfig source : config.sources()) {
            Meter meter = new Meter(metrics.source(source.name()));
            Inlet inlet = SourceInputs.inlet(source, maxLineBytes, stdin, meter, clock);
            if (inlet != null) {
                inlets.put(source.name(), inlet);
                described.put(source.name(), SourceInputs.describe(source));
            }
        }
    }

    private Intake() {}

    /** @throws IOException if a port cannot be listened on */
    void start() throws IOException {
        for (Map.Entry<String, Inlet> each : inlets.entrySet()) {
            try {
                each.getValue().start();
            } catch (IOException e) {
                throw new IOException("source " + each.getKey() + ": " + e.getMessage(), e);
            }
            log.info("source {} takes lines in: {}", each.getKey(), described.get(each.getKey()));
        }
    }

    /** Where one of the listening sources does so: the configured port may be any. */
    int port(String source) {
        if (inlets.get(source) instanceof Listener listener) {
            return listener.port();
        }
        throw new IllegalArgumentException("source must be one that listens, was " + source);
    }

    /** The lines that are sent to the source; null if it reads files. */
    @Nullable
    LineSource open(String source) {
        Inlet inlet = inlets.get(source);
        return inlet == null ? null : inlet.open();
    }

    /** Sources that requests may post to, by name. */
    Map<String, PostedLines> posted() {
        Map<String, PostedLines> posted = new LinkedHashMap<>();
        inlets.forEach((name, inlet) -> {
            if (inlet instanceof PostedLines lines) {
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
        for (Inlet inlet : inlets.values()) {
            inlet.close();
        }
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
