package io.portent.source.push;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** A connection: who sends over it, and what has come of its present line. Not thread-safe; owned by the listener's thread. */
final class Client {
    private final SocketChannel channel;
    private final Sender sender;
    private final Frames frames;
    private Instant heard;
    private boolean doubted;

    Client(SocketChannel channel, Sender sender, Frames frames, Instant now) {
        this.channel = channel;
        this.sender = sender;
        this.frames = frames;
        this.heard = now;
    }

    SocketChannel channel() {
        return channel;
    }

    Sender sender() {
        return sender;
    }

    /** When something came last; before that, when it connected. */
    Instant heard() {
        return heard;
    }

    void take(byte[] bytes, int length, Instant now, Consumer<Cut> out) {
        listenedTo(now);
        frames.take(bytes, 0, length, out);
    }

    /** Its silence counts from now. */
    void listenedTo(Instant now) {
        heard = now;
        doubted = false;
    }

    /**
     * Ends a line that was not continued for so long. Only the second look at it does: after the agent has stood still, the rest
     * of it may lie there unread.
     */
    void look(Instant now, Duration patience, Consumer<Cut> out) {
        if (!frames.isHalf() || heard.plus(patience).isAfter(now)) {
            return;
        }
        if (doubted) {
            frames.end(out);
        }
        doubted = !doubted;
    }

    /** Nothing more comes. */
    void end(Consumer<Cut> out) {
        frames.end(out);
    }
}
