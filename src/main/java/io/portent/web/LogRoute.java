package io.portent.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The path that log lines are posted to: who may, and what the answer is. */
final class LogRoute {
    static final String PATH = "/api/v1/logs";

    /** Of a body, compressed and decompressed: a small one may be a large one in disguise. */
    static final int LARGEST_BODY = 4 << 20;

    private static final Set<String> MEDIA = Set.of("application/x-ndjson", "application/ndjson", "text/plain");
    private static final String SOURCE = "source";

    /** The lines of a body are held until it has been read. */
    private static final int AT_ONCE = 2;

    private final LogInbox inbox;
    private final Supplier<Tokens> tokens;
    private final Semaphore places = new Semaphore(AT_ONCE);

    LogRoute(LogInbox inbox, Supplier<Tokens> tokens) {
        this.inbox = inbox;
        this.tokens = tokens;
    }

    Reply answer(Request request) throws IOException {
        if (!request.method().equals("POST")) {
            return Reply.of(405, Reply.TEXT, "Only POST here.\n").with("Allow", "POST");
        }
        Reply refusal = refusal(request);
        if (refusal != null) {
            return refusal;
        }
        if (!places.tryAcquire()) {
            return Reply.busy();
        }
        try {
            return take(request);
        } finally {
            places.release();
        }
    }

    private @Nullable Reply refusal(Request request) {
        Tokens known = inbox.isOpen() ? tokens.get() : Tokens.NONE;
        Reply refusal = known.refusal(
                request,
                Tokens.Grant.ALL,
                "Logs are not taken here: give a source http: true, and set web.token, in the agent's configuration.\n");
        return refusal == null ? media(request) : refusal;
    }

    private static @Nullable Reply media(Request request) {
        String type = request.header("Content-Type");
        String plain = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA.contains(plain)) {
            return Reply.of(
                    415,
                    Reply.TEXT,
                    "The header Content-Type must be application/x-ndjson or text/plain; each line is a record.\n");
        }
        String coding = request.header("Content-Encoding");
        if (coding != null && !coding.equalsIgnoreCase("identity") && !coding.equalsIgnoreCase("gzip")) {
            return Reply.of(415, Reply.TEXT, "The body must be compressed by gzip or not at all.\n");
        }
        return null;
    }

    private Reply take(Request request) throws IOException {
        try (InputStream body = plain(request)) {
            OptionalInt lines = inbox.logs(source(request.query()), request.sender(), body);
            return lines.isEmpty()
                    ? Reply.of(429, Reply.TEXT, "Too many lines wait already, nothing was kept; try again.\n")
                            .with("Retry-After", "1")
                    : Reply.of(202, "application/json", "{\"lines\":" + lines.getAsInt() + "}");
        } catch (TooLargeException e) {
            return Reply.of(
                    413,
                    Reply.TEXT,
                    "The body must have at most " + LARGEST_BODY + " bytes, also when it is decompressed.\n");
        } catch (ZipException | EOFException e) {
            return Reply.of(400, Reply.TEXT, "the body is not what gzip makes\n");
        } catch (RefusedException e) {
            return Reply.of(400, Reply.TEXT, e.getMessage() + "\n");
        }
    }

    private static @Nullable String source(Map<String, String> query) {
        if (!Set.of(SOURCE).containsAll(query.keySet())) {
            throw new RefusedException("the query may have " + SOURCE + " and no other name");
        }
        return query.get(SOURCE);
    }

    private static InputStream plain(Request request) throws IOException {
        InputStream sent = new LimitedInput(request.stream(), LARGEST_BODY);
        boolean gzip = "gzip".equalsIgnoreCase(request.header("Content-Encoding"));
        return gzip ? new LimitedInput(new GZIPInputStream(sent), LARGEST_BODY) : sent;
    }
}
