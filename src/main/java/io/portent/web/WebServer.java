package io.portent.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.portent.web.security.ServerTls;
import io.portent.web.security.WebPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages to whoever may connect and knows a password, if there are any, and takes what others tell from those who know a token.
 *
 * <p>At most eight pages are made at a time and 64 requests wait for that; one more is asked to come again. Who is slow at sending a
 * request, or at reading the answer, holds none of these places. He is cut off at the limits below, and sooner when
 * {@link RequestThreads} run short.
 */
public final class WebServer implements Closeable {
    private static final int PAGES_AT_ONCE = 8;
    private static final int WAITING = 64;
    private static final int CONNECTIONS = 512;
    private static final int MIN_GZIP_BYTES = 1024;

    static {
        // The JDK's server reads these once, when it is first used. What the command line says wins.
        setDefault("sun.net.httpserver.maxReqTime", "10");
        setDefault("sun.net.httpserver.maxRspTime", "30");
        setDefault("sun.net.httpserver.idleInterval", "30");
        setDefault("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
        setDefault("sun.net.httpserver.maxReqHeaders", "100");
        setDefault("sun.net.httpserver.maxReqHeaderSize", "32768");
        // Head and body are written apart: the second would wait 40 ms for the first to be acknowledged.
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    private final String host;
    private final int port;
    private final Routes routes;
    private final Guarding guarding;
    private final Entrance entrance;
    private final @Nullable InboxRoutes inbox;
    private final @Nullable LogRoute logs;
    private final Consumer<Exception> onFailure;
    private final RequestThreads threads;
    private final Semaphore places = new Semaphore(PAGES_AT_ONCE, true);
    private volatile boolean closing;
    private @Nullable ReloadRoute reload;
    private @Nullable HttpServer server;

    /** Pages alone, for everybody: nobody can tell anything. */
    public WebServer(String host, int port, WebPages pages, Consumer<Exception> onFailure) {
        this(host, port, pages, Guarding.by(Tokens.NONE, () -> 0), onFailure, null, null);
    }

    /** Without log lines. */
    public WebServer(
            String host, int port, WebPages pages, Inbox inbox, Guarding guarding, Consumer<Exception> onFailure) {
        this(host, port, pages, guarding, onFailure, new InboxRoutes(inbox, guarding.tokens()), null);
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
            Guarding guarding,
            Consumer<Exception> onFailure) {
        this(
                host,
                port,
                pages,
                guarding,
                onFailure,
                new InboxRoutes(inbox, guarding.tokens()),
                new LogRoute(logs, guarding.tokens()));
    }

    WebServer(
            String host,
            int port,
            WebPages pages,
            Guarding guarding,
            Consumer<Exception> onFailure,
            @Nullable InboxRoutes inbox,
            @Nullable LogRoute logs) {
        this.host = host;
        this.port = port;
        this.routes = new Routes(pages);
        this.guarding = guarding;
        this.threads = new RequestThreads(CONNECTIONS, () -> guarding.refused().accept(Refusal.SLOW));
        this.entrance = new Entrance(guarding);
        this.inbox = inbox;
        this.logs = logs;
        this.onFailure = onFailure;
    }

    private static void setDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }

    /**
     * To be called before the start: who may have the configuration read again.
     *
     * @param enabled whether anybody may; if not, who asks learns how that is changed
     */
    public void offer(Reload configuration, boolean enabled) {
        reload = new ReloadRoute(configuration, enabled, guarding.tokens());
    }

    /** Binds and serves from now on. Whether connections are encrypted is settled here; by which certificate is not. */
    public synchronized void start() throws IOException {
        if (server != null) {
            throw new IllegalStateException("web server must be started once");
        }
        InetSocketAddress address =
                host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(InetAddress.getByName(host), port);
        ServerTls tls = guarding.policy().get().tls();
        HttpServer fresh;
        try {
            fresh = tls == null ? HttpServer.create(address, 0) : encrypted(HttpsServer.create(address, 0), tls);
        } catch (IOException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        fresh.createContext("/", this::handle);
        fresh.setExecutor(threads);
        fresh.start();
        server = fresh;
    }

    private HttpServer encrypted(HttpsServer fresh, ServerTls first) {
        fresh.setHttpsConfigurator(
                new HttpsConfigurator(new RenewedContext(() -> tls(first).context())) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        parameters.setSSLParameters(tls(first).parameters());
                    }
                });
        return fresh;
    }

    private ServerTls tls(ServerTls first) {
        ServerTls now = guarding.policy().get().tls();
        return now == null ? first : now;
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
            threads.work();
            WebPolicy policy = guarding.policy().get();
            Request request = new Request(exchange, threads);
            Reply refusal = entrance.refusal(request, policy);
            Reply reply = refusal == null ? entrance.answered(request, reply(request)) : refusal;
            request.readAway();
            threads.awaitReader(reply.body().length);
            Sending.send(exchange, reply, policy.headers());
        }
    }

    private Reply reply(Request request) throws GivenUpException {
        try {
            if (logs != null && request.path().equals(LogRoute.PATH)) {
                return logs.answer(request);
            }
            if (reload != null && request.path().equals(ReloadRoute.PATH)) {
                return reload.answer(request);
            }
            return inbox != null && InboxRoutes.know(request.path()) ? inbox.answer(request) : placed(request);
        } catch (UnavailableException e) {
            failed(e);
            return InboxRoutes.unavailable();
        } catch (GivenUpException e) {
            throw e;
        } catch (BrokenBodyException e) {
            return Reply.of(400, Reply.TEXT, e.getMessage() + "\n");
        } catch (IOException | RuntimeException e) {
            failed(e);
            return Reply.of(500, Reply.TEXT, "The agent could not make this page; its log says why.\n");
        }
    }

    /** What is cut off at the end is no failure. */
    private void failed(Exception failure) {
        if (!closing) {
            onFailure.accept(failure);
        }
    }

    private Reply placed(Request request) throws IOException {
        if (places.getQueueLength() >= WAITING) {
            return Reply.busy();
        }
        places.acquireUninterruptibly();
        try {
            if (threads.holdTooMuch()) {
                return Reply.busy();
            }
            Reply reply = page(request);
            return reply.body().length >= MIN_GZIP_BYTES && acceptsGzip(request.headers("Accept-Encoding"))
                    ? reply.zipped()
                    : reply;
        } finally {
            places.release();
        }
    }

    private Reply page(Request request) throws IOException {
        Reply reply = routes.get(request);
        boolean readable = request.method().equals("GET") || request.method().equals("HEAD");
        return readable || reply.status() == 404
                ? reply
                : Reply.of(405, Reply.TEXT, "Only GET and HEAD here.\n").with("Allow", "GET, HEAD");
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

    /** Cuts off what is being served; a scraper asks again. */
    @Override
    public synchronized void close() {
        closing = true;
        if (server != null) {
            server.stop(0);
        }
        threads.close();
    }
}
