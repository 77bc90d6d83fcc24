package io.portent.source.push;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** The sockets that one listener has bound, and what waits for them. */
final class Ports implements Closeable {
    /** A burst waits there while the thread is busy; the system may allow less. */
    private static final int DATAGRAM_BYTES = 4 << 20;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final @Nullable DatagramChannel datagrams;
    private final SelectionKey accepting;

    private Ports(Selector selector, ServerSocketChannel server, @Nullable DatagramChannel datagrams)
            throws IOException {
        this.selector = selector;
        this.server = server;
        this.datagrams = datagrams;
        this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
        if (datagrams != null) {
            datagrams.register(selector, SelectionKey.OP_READ);
        }
    }

    /**
     * @param port 0: any that is free
     * @param udp whether to listen over UDP as well, on the same port
     */
    static Ports open(String host, int port, boolean udp) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = null;
        DatagramChannel datagrams = null;
        try {
            InetAddress address = InetAddress.getByName(host);
            server = ServerSocketChannel.open();
            server.configureBlocking(false);
            server.bind(new InetSocketAddress(address, port));
            if (udp) {
                datagrams = DatagramChannel.open();
                datagrams.configureBlocking(false);
                datagrams.setOption(StandardSocketOptions.SO_RCVBUF, DATAGRAM_BYTES);
                datagrams.bind(new InetSocketAddress(address, server.socket().getLocalPort()));
            }
            return new Ports(selector, server, datagrams);
        } catch (IOException | RuntimeException e) {
            close(datagrams);
            close(server);
            selector.close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    private static void close(@Nullable Closeable channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    Selector selector() {
        return selector;
    }

    ServerSocketChannel server() {
        return server;
    }

    @Nullable
    DatagramChannel datagrams() {
        return datagrams;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** Whether new clients are let in; else they wait in the system. */
    void accept(boolean now) {
        accepting.interestOps(now ? SelectionKey.OP_ACCEPT : 0);
    }

    @Override
    public void close() throws IOException {
        close(datagrams);
        server.close();
        selector.close();
    }
}
