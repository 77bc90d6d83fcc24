package io.portent.source.push;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Messages over UDP, each a datagram. One that finds no room is refused and counted. Not thread-safe; owned by the listener's thread. */
final class Datagrams {
    private static final int LARGEST = 64 * 1024;
    private static final int AT_ONCE = 256;

    private final LineQueue queue;
    private final PushMeter meter;
    private final Senders senders;
    private final LineFrames frames;
    private final List<Cut> cuts = new ArrayList<>();
    private final ByteBuffer datagram = ByteBuffer.allocate(LARGEST);

    Datagrams(LineQueue queue, int maxLineBytes, PushMeter meter) {
        this.queue = queue;
        this.meter = meter;
        this.senders = new Senders(queue, "udp");
        this.frames = new LineFrames(maxLineBytes, new HalfLines(maxLineBytes));
    }

    /** Reads those that are there, some at a time: clients over TCP want their turn. */
    void read(DatagramChannel channel, Instant now) throws IOException {
        for (int i = 0; i < AT_ONCE; i++) {
            SocketAddress from = channel.receive(datagram.clear());
            if (from == null) {
                return;
            }
            frames.take(datagram.array(), 0, datagram.position(), cuts::add);
            frames.end(cuts::add);
            if (!cuts.isEmpty() && !queue.offer(senders.at(address(from)), cuts, now)) {
                meter.refused(cuts.size());
            }
            cuts.clear();
        }
    }

    private static String address(SocketAddress from) {
        return from instanceof InetSocketAddress internet
                ? internet.getAddress().getHostAddress()
                : from.toString();
    }
}
