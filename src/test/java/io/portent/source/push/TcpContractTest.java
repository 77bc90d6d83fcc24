package io.portent.source.push;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class TcpContractTest extends InletContract<Listener> {
    private @Nullable Socket client;

    Listener.Protocol protocol() {
        return Listener.Protocol.TCP;
    }

    @Override
    final Listener make() {
        return new Listener("app", protocol(), "127.0.0.1", 0, MAX_LINE_BYTES, counts, InstantSource.system());
    }

    @Override
    protected final void send(byte[] bytes) throws IOException {
        Socket known = client;
        Socket socket = known == null ? new Socket(InetAddress.getLoopbackAddress(), inlet().port()) : known;
        client = socket;
        socket.getOutputStream().write(bytes);
    }

    @Override
    @AfterEach
    protected final void end() throws IOException {
        Socket known = client;
        if (known != null) {
            known.close();
        }
    }
}
