package io.portent.config;

/**
 * Where the page, the metrics and the API are served.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 0: any free one
 */
public record WebConfig(String host, int port) {
    public WebConfig {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "web.listen must be a host and a port from 0 to 65535, was " + host + " and " + port);
        }
    }
}
