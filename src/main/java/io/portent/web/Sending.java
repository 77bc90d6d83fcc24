package io.portent.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** How an answer goes out, and what every answer says beside its own. */
final class Sending {
    private static final int PIECE = 1 << 16;

    /** Of every answer, unless the configuration or the page says otherwise. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "deny",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store",
            "Vary", "Accept, Accept-Encoding");

    private Sending() {}

    /** @param configured instead of what every answer says; a blank one takes it away */
    static void send(HttpExchange exchange, Reply reply, Map<String, String> configured) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(HEADERS);
        all.putAll(configured);
        all.putAll(reply.headers());
        all.put("Content-Type", reply.contentType());
        Headers headers = exchange.getResponseHeaders();
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                headers.set(name, value);
            }
        });
        if (reply.status() == 304) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        byte[] body = reply.body();
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            // In pieces: the JDK copies what it is handed.
            for (int at = 0; at < body.length; at += PIECE) {
                out.write(body, at, Math.min(PIECE, body.length - at));
            }
        }
    }
}
