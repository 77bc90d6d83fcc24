package io.portent.cli;

import io.portent.config.AgentConfig;
import io.portent.config.WebConfig;
import org.jspecify.annotations.Nullable;

/** Reads {@code --listen}. */
final class Listen {
    private Listen() {}

    static WebConfig parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new WebConfig(text.substring(0, Math.max(0, colon)), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--listen must be HOST:PORT like 127.0.0.1:9781, was '" + text + "'");
        }
    }

    static AgentConfig at(AgentConfig config, @Nullable String listen) {
        if (listen == null) {
            return config;
        }
        WebConfig there = parse(listen);
        return config.with(config.web().at(there.host(), there.port()));
    }
}
