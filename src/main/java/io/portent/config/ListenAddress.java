package io.portent.config;

/**
 * Where to listen.
 *
 * @param host name or address, IPv6 without brackets
 * @param port 0: any free one
 */
public record ListenAddress(String host, int port) {
    public ListenAddress {
        if (host.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "an address must be a host and a port from 0 to 65535, was " + host + " and " + port);
        }
    }

    /** As it is configured. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
