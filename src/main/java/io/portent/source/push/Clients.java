package io.portent.source.push;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Those who are connected to one port. Not thread-safe; owned by the listener's thread. */
final class Clients {
    static final int MOST = 128;

    /** Longer than a lost packet takes to be repeated. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SILENT = Duration.ofMinutes(10);
    private static final int CHUNK = 16 * 1024;

    private final LineQueue queue;
    private final Supplier<Frames> frames;
    private final PushMeter meter;
    private final Set<Client> connected = new LinkedHashSet<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private boolean waiting;

    /** @param frames how lines stand in what a client sends; asked for each */
    Clients(LineQueue queue, Supplier<Frames> frames, PushMeter meter) {
        this.queue = queue;
        this.frames = frames;
        this.meter = meter;
        meter.clients(0);
    }

    /** Takes the client in, or cuts it off. */
    void come(SocketChannel channel, Selector selector, Instant now) {
        if (connected.size() >= MOST && !makeRoom(now)) {
            meter.failed();
            close(channel);
            return;
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            Client client = new Client(channel, queue.came("tcp"), frames.get(), now);
            channel.register(selector, waiting ? 0 : SelectionKey.OP_READ, client);
            connected.add(client);
            meter.clients(connected.size());
        } catch (IOException e) {
            meter.failed(); // it has gone again
            close(channel);
        }
    }

    /** That it fails is the affair of the one who has gone. */
    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing of it is open any more.
        }
    }

    private boolean makeRoom(Instant now) {
        Client quietest =
                connected.stream().min(Comparator.comparing(Client::heard)).orElseThrow();
        if (quietest.heard().plus(SILENT).isAfter(now)) {
            return false;
        }
        go(quietest, now);
        return true;
    }

    /** Reads one chunk. */
    void read(Client client, Instant now) {
        if (queue.isFull()) {
            return;
        }
        int count;
        try {
            count = client.channel().read(chunk.clear());
        } catch (IOException e) {
            meter.failed();
            count = -1;
        }
        if (count < 0) {
            go(client, now);
            return;
        }
        client.take(chunk.array(), count, now, cuts::add);
        put(client, now);
    }

    private void go(Client client, Instant now) {
        client.end(cuts::add);
        put(client, now);
        queue.left(client.sender());
        connected.remove(client);
        close(client.channel());
        meter.clients(connected.size());
    }

    private void put(Client client, Instant now) {
        if (!cuts.isEmpty()) {
            queue.add(client.sender(), cuts, now);
            cuts.clear();
        }
    }

    /** Makes all wait while the queue is full: what they send stays in the sockets. */
    void follow(Selector selector, Instant now) {
        boolean full = queue.isFull();
        if (full == waiting) {
            return;
        }
        waiting = full;
        for (Client client : connected) {
            SelectionKey key = client.channel().keyFor(selector);
            if (key != null && key.isValid()) {
                key.interestOps(full ? 0 : SelectionKey.OP_READ);
            }
            client.listenedTo(now);
        }
    }

    /** Ends the lines that nobody continues. */
    void look(Instant now) {
        if (waiting) {
            return;
        }
        for (Client client : connected) {
            client.look(now, PATIENCE, cuts::add);
            put(client, now);
        }
    }

    void closeAll() {
        for (Client client : connected) {
            queue.left(client.sender());
            close(client.channel());
        }
        connected.clear();
        meter.clients(0);
    }
}
