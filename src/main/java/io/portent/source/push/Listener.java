package io.portent.source.push;

import io.portent.source.LineSource;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a port, for lines over TCP or for syslog over TCP and UDP, on one thread for all who send.
 *
 * <pre>
 *   clients ────▶ sockets ─▶ a chunk of 16 KiB each in turn ─▶ queue ─▶ reader
 *                            none while the queue is full: the sockets fill up, and the clients wait
 *   datagrams ─▶ socket ───▶ one by one ────────────────────▶ queue, or refused where there is no room
 * </pre>
 *
 * <p>A connection is a sender of its own. Of more than {@value Clients#MOST} the last is cut off, unless another has been silent for ten
 * minutes, which then is. A line that is not continued for half a minute ends there.
 */
public final class Listener implements Inlet, PushSource.Feeder {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int CLOSING_MILLIS = 5_000;

    /** What is spoken on a port. */
    public enum Protocol {
        /** Lines over TCP. */
        TCP,
        /** Syslog over TCP and UDP. */
        SYSLOG
    }

    private final String name;
    private final Protocol protocol;
    private final String host;
    private final int wanted;
    private final InstantSource clock;
    private final LineQueue queue;
    private final Clients clients;
    private final Datagrams datagrams;
    private final Rounds rounds = new Rounds(this::wakeUp);

    private volatile @Nullable Ports ports;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private @Nullable Thread thread;
    private Instant ticked = Instant.EPOCH;

    /**
     * @param host a name or address of this machine
     * @param port 0: any that is free, see {@link #port}
     * @param maxLineBytes of a longer line the first so many bytes are kept, the rest is skipped and counted
     */
    public Listener(
            String name,
            Protocol protocol,
            String host,
            int port,
            int maxLineBytes,
            PushMeter meter,
            InstantSource clock) {
        this.name = name;
        this.protocol = protocol;
        this.host = host;
        this.wanted = port;
        this.clock = clock;
        this.queue = new LineQueue(name, this::wakeUp);
        HalfLines room = new HalfLines(maxLineBytes);
        this.clients = new Clients(
                queue,
                () -> protocol == Protocol.TCP
                        ? new LineFrames(maxLineBytes, room)
                        : new SyslogFrames(maxLineBytes, room),
                meter);
        this.datagrams = new Datagrams(queue, maxLineBytes, meter);
    }

    @Override
    public synchronized void start() throws IOException {
        Ports open = Ports.open(host, wanted, protocol == Protocol.SYSLOG);
        ports = open;
        thread = new Thread(() -> run(open), "listener-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The one it listens on. */
    public int port() {
        Ports open = ports;
        if (open == null) {
            throw new IllegalStateException("listener must be started before its port is known");
        }
        return open.port();
    }

    /** Lines that wait for the reader that is furthest behind. */
    int waiting() {
        return queue.waiting();
    }

    private void wakeUp() {
        Ports open = ports;
        if (open != null) {
            open.selector().wakeup();
        }
    }

    private void run(Ports open) {
        try (open) {
            listen(open);
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            rounds.close();
        }
    }

    private void listen(Ports open) throws IOException {
        try {
            while (!closed) {
                turn(open);
            }
        } finally {
            clients.closeAll();
        }
    }

    private void turn(Ports open) throws IOException {
        Selector selector = open.selector();
        long begun = rounds.begin();
        clients.follow(selector, clock.instant());
        if (rounds.isAsked()) {
            selector.selectNow();
        } else {
            selector.select(TICK.toMillis());
        }
        Instant now = clock.instant();
        Set<SelectionKey> ready = selector.selectedKeys();
        boolean found = !ready.isEmpty();
        for (SelectionKey key : ready) {
            serve(key, open, now);
        }
        ready.clear();
        rounds.looked(begun, found);
        tick(open, now);
    }

    private void serve(SelectionKey key, Ports open, Instant now) throws IOException {
        if (!key.isValid()) {
            return; // cut off in this turn, in favour of another
        }
        if (key.attachment() instanceof Client client) {
            clients.read(client, now);
        } else if (key.channel() instanceof DatagramChannel channel) {
            datagrams.read(channel, now);
        } else {
            accept(open, now);
        }
    }

    private void accept(Ports open, Instant now) {
        SocketChannel channel;
        try {
            channel = open.server().accept();
        } catch (IOException e) {
            open.accept(false); // too many open files: until the next tick
            return;
        }
        if (channel != null) {
            clients.come(channel, open.selector(), now);
        }
    }

    private void tick(Ports open, Instant now) {
        if (Duration.between(ticked, now).abs().compareTo(TICK) >= 0) {
            ticked = now;
            open.accept(true);
            clients.look(now);
        }
    }

    @Override
    public void settle(BooleanSupplier enough) throws IOException, InterruptedException {
        rounds.await(enough);
        Throwable why = failure;
        if (why != null) {
            throw new IOException("nobody listens on port " + port() + " any more: " + why, why);
        }
    }

    @Override
    public LineSource open() {
        return new PushSource(name, queue, this, clock);
    }

    @Override
    public synchronized void close() {
        closed = true;
        wakeUp();
        if (thread != null) {
            try {
                thread.join(CLOSING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
