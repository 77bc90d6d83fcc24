package io.portent.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the page, the metrics and the API are served.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 0: any free one
 * @param token opens what writes; null: nothing writes but what has a token of its own, or what the file holds
 * @param tokenFile null: there is none
 * @param logText whether page and API show text of logs
 * @param reload whether a request may have the configuration read again; needs the token
 * @param configFile TLS and passwords, as the exporter toolkit has them; null: everybody may ask, in the clear
 */
public record WebConfig(
        String host,
        int port,
        @Nullable Secret token,
        @Nullable Path tokenFile,
        boolean logText,
        boolean reload,
        @Nullable Path configFile) {
    public WebConfig {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "web.listen must be a host and a port from 0 to 65535, was " + host + " and " + port);
        }
    }

    public WebConfig(String host, int port) {
        this(host, port, null, null, false, false, null);
    }

    /** The same at another address. */
    public WebConfig at(String otherHost, int otherPort) {
        return new WebConfig(otherHost, otherPort, token, tokenFile, logText, reload, configFile);
    }

    /** Whether anything opens all that writes. */
    public boolean isOpened() {
        return token != null || tokenFile != null;
    }
}
