package io.portent.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A system on the network that answers as the test says, and remembers what it was asked. */
public final class FakeSystem implements AutoCloseable {
    /** What is asked. A name that is given several times has its values joined by commas. */
    public record Asked(
            String path,
            Map<String, String> query,
            @Nullable String authorization) {}

    /** What is answered. */
    public record Answer(int status, String body, Map<String, String> headers) {
        public static Answer json(String body) {
            return new Answer(200, body, Map.of("Content-Type", "application/json"));
        }
    }

    /** How it answers. */
    @FunctionalInterface
    public interface Behaviour {
        Answer to(Asked asked) throws Exception;
    }

    static {
        // Read once by the JDK's server: without it each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public FakeSystem(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                Asked one = read(exchange);
                asked.add(one);
                answer(exchange, behaviour.to(one));
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private static Asked read(HttpExchange exchange) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.merge(parts[0], URLDecoder.decode(parts[1], UTF_8), (a, b) -> a + "," + b);
        }
        return new Asked(
                exchange.getRequestURI().getPath(),
                query,
                exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** Pauses that take no time, and are remembered. */
    public static final class Pauses implements Pause {
        private final List<java.time.Duration> lengths = new ArrayList<>();

        @Override
        public synchronized void forAWhile(java.time.Duration length) {
            lengths.add(length);
        }

        public synchronized List<java.time.Duration> lengths() {
            return List.copyOf(lengths);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
