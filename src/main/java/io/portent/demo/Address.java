package io.portent.demo;

import io.portent.config.WebConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Told before a minute is spent on learning, not after. */
final class Address {
    private Address() {}

    static void checkFree(WebConfig listen) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
        } catch (BindException e) {
            throw taken(listen, e);
        }
    }

    static IOException taken(WebConfig listen, BindException cause) {
        return new IOException(
                "cannot serve on " + listen.host() + ":" + listen.port()
                        + ", perhaps another program does: choose with --listen HOST:PORT; port 0 takes any free one",
                cause);
    }
}
