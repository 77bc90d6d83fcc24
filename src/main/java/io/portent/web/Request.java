package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it. Its body is read when it is asked for. */
final class Request {
    static final int LARGEST_BODY = 1 << 20;

    /** So much that nobody wants is read all the same. */
    private static final int READ_AWAY = 4 << 20;

    private static final String BEARER = "Bearer ";

    private final HttpExchange exchange;
    private final InputStream sent;

    Request(HttpExchange exchange, RequestThreads threads) {
        this.exchange = exchange;
        this.sent = new TurnInput(exchange.getRequestBody(), threads);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** As it was sent: whoever lets some paths through before the agent compares that, and not what it may mean. */
    String path() {
        URI target = exchange.getRequestURI();
        String path = target.getRawPath();
        boolean hasHost = target.getRawAuthority() != null && target.getScheme() == null;
        return path == null ? "" : hasHost ? "//" + target.getRawAuthority() + path : path;
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The word that may open what writes: in a header of its own, since a proxy may need the usual one, or else in that. */
    @Nullable
    String token() {
        String own = header("X-Portent-Token");
        if (own != null) {
            return own.strip();
        }
        String usual = header("Authorization");
        return usual != null && usual.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? usual.substring(BEARER.length()).strip()
                : null;
    }

    @Nullable
    List<String> headers(String name) {
        return exchange.getRequestHeaders().get(name);
    }

    /** Of a name that is given twice the last. */
    Map<String, String> query() {
        Map<String, String> all = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    all.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    throw new RefusedException("the query must be URL encoded: " + e.getMessage());
                }
            }
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("the body must be UTF-8");
        }
    }

    /**
     * Null if it is larger than is taken.
     *
     * @throws RefusedException if it is not UTF-8: a name that was replaced by question marks would be another
     */
    @Nullable
    String body() throws IOException {
        byte[] bytes = sent.readNBytes(LARGEST_BODY + 1);
        return bytes.length <= LARGEST_BODY ? text(bytes) : null;
    }

    InputStream stream() {
        return sent;
    }

    /** What nobody has wanted of the body: whoever is cut off while he sends does not read the answer. */
    void readAway() throws GivenUpException {
        byte[] away = new byte[8192];
        int rest = READ_AWAY;
        try {
            while (rest > 0) {
                int read = sent.read(away);
                rest = read < 0 ? 0 : rest - read;
            }
        } catch (GivenUpException e) {
            throw e;
        } catch (IOException e) {
            // He has stopped sending, and may read all the same.
        }
    }

    /** The address that it came from. */
    String sender() {
        return address().getHostAddress();
    }

    InetAddress address() {
        return exchange.getRemoteAddress().getAddress();
    }

    /** As the client has typed it. */
    String scheme() {
        return exchange instanceof HttpsExchange ? "https" : "http";
    }
}
