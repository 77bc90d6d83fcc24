package io.portent.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The paths by which others tell something: who may, and what the answer is. */
final class InboxRoutes {
    private static final String JSON = "application/json";
    private static final String ALERTS = "/api/v1/alerts";
    private static final String LABELS = "/api/v1/labels";
    private static final String INTERVENTIONS = "/api/v1/interventions";
    private static final Set<String> PATHS = Set.of(ALERTS, LABELS, INTERVENTIONS);

    /** A disk that is full or a database that restarts takes longer than a moment. */
    private static final String RETRY_SECONDS = "30";

    /** Half of the threads: a store that makes others wait must not keep a scraper waiting. */
    private static final int AT_ONCE = 4;

    private final Inbox inbox;
    private final Supplier<Tokens> tokens;
    private final Semaphore places = new Semaphore(AT_ONCE);

    InboxRoutes(Inbox inbox, Supplier<Tokens> tokens) {
        this.inbox = inbox;
        this.tokens = tokens;
    }

    static boolean know(String path) {
        return PATHS.contains(path);
    }

    /** @throws UnavailableException for {@link #unavailable} to answer */
    Reply answer(Request request) throws IOException {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        boolean readable = request.path().equals(LABELS);
        try {
            if (reads && readable) {
                return placed(() -> known(request));
            }
            boolean takesBack = request.method().equals("DELETE") && readable;
            if (!takesBack && !request.method().equals("POST")) {
                String allowed = readable ? "GET, HEAD, POST, DELETE" : "POST";
                return Reply.of(405, Reply.TEXT, "Only " + allowed + " here.\n").with("Allow", allowed);
            }
            Reply refusal = refusal(request);
            if (refusal != null) {
                return refusal;
            }
            return takesBack ? placed(() -> takeBack(request)) : placed(() -> take(request));
        } catch (RefusedException e) {
            return Reply.of(400, Reply.TEXT, e.getMessage() + "\n");
        }
    }

    static Reply unavailable() {
        return Reply.of(
                        503,
                        Reply.TEXT,
                        "The store cannot be used now: nothing was read or kept; the agent's log says why.\n")
                .with("Retry-After", RETRY_SECONDS);
    }

    /** What needs the store. */
    private interface Work {
        Reply run() throws IOException;
    }

    private Reply placed(Work work) throws IOException {
        if (!places.tryAcquire()) {
            return Reply.busy();
        }
        try {
            return work.run();
        } finally {
            places.release();
        }
    }

    private Reply known(Request request) {
        boolean trusted = tokens.get().grant(request.token()) == Tokens.Grant.ALL;
        return Reply.of(200, JSON, inbox.labels(request.query(), trusted));
    }

    private Reply takeBack(Request request) {
        return Reply.of(200, JSON, inbox.takeBack(request.query()));
    }

    private Reply take(Request request) throws IOException {
        String body = request.body();
        if (body == null) {
            return Reply.of(413, Reply.TEXT, "The body must have at most " + Request.LARGEST_BODY + " bytes.\n");
        }
        return Reply.of(
                200,
                JSON,
                switch (request.path()) {
                    case ALERTS -> inbox.alerts(body);
                    case LABELS -> inbox.labels(body);
                    case INTERVENTIONS -> inbox.interventions(body);
                    default ->
                        throw new IllegalArgumentException("path must be one of " + PATHS + ", was " + request.path());
                });
    }

    private @Nullable Reply refusal(Request request) {
        boolean alerts = request.path().equals(ALERTS);
        Reply refusal = tokens.get()
                .refusal(
                        request,
                        alerts ? Tokens.Grant.ALERTS : Tokens.Grant.ALL,
                        "Writing here is off: set " + (alerts ? "labels.webhook or " : "")
                                + "web.token in the agent's configuration.\n");
        return refusal == null && request.method().equals("POST") ? media(request) : refusal;
    }

    private static @Nullable Reply media(Request request) {
        String type = request.header("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String coding = request.header("Content-Encoding");
        if (!plain.equals(JSON)) {
            return Reply.of(415, Reply.TEXT, "The header Content-Type must be " + JSON + ".\n");
        }
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return Reply.of(415, Reply.TEXT, "The body must not be compressed.\n");
        }
        return null;
    }
}
