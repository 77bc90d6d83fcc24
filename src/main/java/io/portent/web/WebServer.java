package io.portent.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages to whoever may connect, and takes what others tell from those who know a token.
 *
 * <p>At most eight requests are answered at a time and 64 wait; the connection of one more is closed. A client that is slower than the
 * limits below at sending its request or reading the answer is cut off, so that it cannot keep a thread.
 */
public final class WebServer implements Closeable {
    private static final int THREADS = 8;
    private static final int WAITING = 64;
    private static final int MIN_GZIP_BYTES = 1024;

    static {
        // The JDK's server reads these once, when it is first used. What the command line says wins.
        setDefault("sun.net.httpserver.maxReqTime", "10");
        setDefault("sun.net.httpserver.maxRspTime", "30");
        setDefault("sun.net.httpserver.idleInterval", "30");
        setDefault("jdk.httpserver.maxConnections", "256");
        // Head and body are written apart: the second would wait 40 ms for the first to be acknowledged.
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    private final String host;
    private final int port;
    private final Routes routes;
    private final @Nullable InboxRoutes inbox;
    private final @Nullable LogRoute logs;
    private final Consumer<Exception> onFailure;
    private final ThreadPoolExecutor threads;
    private @Nullable HttpServer server;

    /** Pages alone: nobody can tell anything. */
    public WebServer(String host, int port, WebPages pages, Consumer<Exception> onFailure) {
        this(host, port, pages, onFailure, null, null);
    }

    /** Without log lines. */
    public WebServer(String host, int port, WebPages pages, Inbox inbox, Tokens tokens, Consumer<Exception> onFailure) {
        this(host, port, pages, onFailure, new InboxRoutes(inbox, tokens), null);
    }

    /**
     * @param host a name or address of this machine; empty: all of them
     * @param port 0: any that is free, see {@link #port}
     * @param onFailure told when a page could not be made, or what was told not be kept; the client sees the status and no detail
     */
    public WebServer(
            String host,
            int port,
            WebPages pages,
            Inbox inbox,
            LogInbox logs,
            Tokens tokens,
            Consumer<Exception> onFailure) {
        this(host, port, pages, onFailure, new InboxRoutes(inbox, tokens), new LogRoute(logs, tokens));
    }

    private WebServer(
            String host,
            int port,
            WebPages pages,
            Consumer<Exception> onFailure,
            @Nullable InboxRoutes inbox,
            @Nullable LogRoute logs) {
        this.host = host;
        this.port = port;
        this.routes = new Routes(pages);
        this.inbox = inbox;
        this.logs = logs;
        this.onFailure = onFailure;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "web-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true); // idle most of the time: a scrape every few seconds
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /** Binds and serves from now on. */
    public synchronized void start() throws IOException {
        if (server != null) {
            throw new IllegalStateException("web server must be started once");
        }
        InetSocketAddress address =
                host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
        HttpServer fresh;
        try {
            fresh = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        fresh.createContext("/", this::handle);
        fresh.setExecutor(threads);
        fresh.start();
        server = fresh;
    }

    /** The one it listens on. */
    public synchronized int port() {
        if (server == null) {
            throw new IllegalStateException("web server must be started before its port is known");
        }
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(new Request(exchange)));
        }
    }

    private Reply reply(Request request) {
        try {
            if (logs != null && request.path().equals(LogRoute.PATH)) {
                return logs.answer(request);
            }
            return inbox != null && InboxRoutes.know(request.path()) ? inbox.answer(request) : page(request);
        } catch (UnavailableException e) {
            onFailure.accept(e);
            return InboxRoutes.unavailable();
        } catch (IOException | RuntimeException e) {
            onFailure.accept(e);
            return Reply.of(500, Reply.TEXT, "The agent could not make this page; its log says why.\n");
        }
    }

    private Reply page(Request request) throws IOException {
        Reply reply = routes.get(request);
        boolean readable = request.method().equals("GET") || request.method().equals("HEAD");
        return readable || reply.status() == 404
                ? reply
                : Reply.of(405, Reply.TEXT, "Only GET and HEAD here.\n").with("Allow", "GET, HEAD");
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        reply.headers().forEach(headers::set);
        headers.set("Content-Type", reply.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Vary", "Accept, Accept-Encoding");
        if (reply.status() == 304) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = reply.body();
        if (body.length >= MIN_GZIP_BYTES
                && acceptsGzip(exchange.getRequestHeaders().get("Accept-Encoding"))) {
            body = gzip(body);
            headers.set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** {@code gzip, deflate} and {@code gzip;q=0.5}, but not {@code gzip;q=0}. */
    static boolean acceptsGzip(@Nullable List<String> headers) {
        if (headers == null) {
            return false;
        }
        for (String coding : String.join(",", headers).split(",", -1)) {
            String plain = coding.replace(" ", "");
            if (plain.equalsIgnoreCase("gzip") || plain.regionMatches(true, 0, "gzip;", 0, 5)) {
                return !plain.matches(".*;[qQ]=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(body);
        }
        return out.toByteArray();
    }

    /** Cuts off what is being served; a scraper asks again. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
