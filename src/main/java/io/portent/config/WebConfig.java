package io.portent.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the page, the metrics and the API are served.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 0: any free one
 * @param token opens what writes; null: nothing writes but what has a token of its own
 * @param logText whether page and API show text of logs
 * @param reload whether a request may have the configuration read again; needs the token
 */
public record WebConfig(String host, int port, @Nullable Secret token, boolean logText, boolean reload) {
    public WebConfig {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "web.listen must be a host and a port from 0 to 65535, was " + host + " and " + port);
        }
    }

    public WebConfig(String host, int port) {
        this(host, port, null, false, false);
    }

    public WebConfig with(@Nullable Secret other) {
        return new WebConfig(host, port, other, logText, reload);
    }

    public WebConfig withLogText(boolean shown) {
        return new WebConfig(host, port, token, shown, reload);
    }

    public WebConfig withReload(boolean taken) {
        return new WebConfig(host, port, token, logText, taken);
    }
}
