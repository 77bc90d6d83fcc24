package io.portent.web;

import io.portent.web.security.AddressLimit;
import io.portent.web.security.Passwords;
import io.portent.web.security.WebPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before a request reaches its route: whether it may come so often, whether a browser was made to send it by another site,
 * and whether its sender knows a password. Whether he may write is the routes' to say, by his token.
 */
final class Entrance {
    /** A collector that posts logs sends a few requests a second, Alertmanager a few a minute. */
    private static final int WRITES = 200;

    private static final Duration WRITE_EVERY = Duration.ofMillis(20);

    /** A person errs a few times; a program that guesses is held to one a second, each of which costs a bcrypt. */
    private static final int FAILURES = 20;

    private static final Duration FAILURE_EVERY = Duration.ofSeconds(1);
    private static final int ADDRESSES = 4096;

    /** Processors are for forecasts: two bcrypts at a time, and who comes meanwhile is asked to come again. */
    private static final int BCRYPTS = 2;

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final Guarding guarding;
    private final AddressLimit writes = new AddressLimit(WRITES, WRITE_EVERY, ADDRESSES);
    private final AddressLimit failures = new AddressLimit(FAILURES, FAILURE_EVERY, ADDRESSES);
    private final Semaphore bcrypts = new Semaphore(BCRYPTS);

    Entrance(Guarding guarding) {
        this.guarding = guarding;
    }

    /** Null: let in. */
    @Nullable
    Reply refusal(Request request, WebPolicy policy) {
        long now = guarding.nanos().getAsLong();
        if (policy.rate() != null && !policy.rate().take(now)) {
            return tooOften(
                    "All clients together ask more often than rate_limit of the agent's web configuration allows.");
        }
        boolean writes = !READING.contains(request.method());
        if (writes && isOfAnotherSite(request)) {
            return refuse(
                    Refusal.OTHER_SITE, Reply.of(403, Reply.TEXT, "A page of another site must not write here.\n"));
        }
        if (writes && opensByToken(request.path()) && !this.writes.take(request.address(), now)) {
            return tooOften("Too many requests that write came from this address.");
        }
        return stranger(request, policy, now);
    }

    /** Told what a route has answered: a wrong token counts as a wrong password does. */
    Reply answered(Request request, Reply reply) {
        if (reply.isBusy()) {
            return refuse(Refusal.BUSY, reply);
        }
        if (reply.status() != 401) {
            return reply;
        }
        long now = guarding.nanos().getAsLong();
        return request.token() == null || failures.take(request.address(), now)
                ? refuse(Refusal.TOKEN, reply)
                : tooManyWrong();
    }

    private @Nullable Reply stranger(Request request, WebPolicy policy, long now) {
        Passwords passwords = policy.passwords();
        String authorization = request.header("Authorization");
        if (passwords.isEmpty()
                || policy.openPaths().contains(request.path())
                || hasToken(request)
                || passwords.remember(authorization)) {
            return null;
        }
        if (!Passwords.areGiven(authorization)) {
            // At a token, where a password is asked for.
            boolean guessed = authorization != null || request.token() != null;
            return guessed && !failures.take(request.address(), now) ? tooManyWrong() : unauthorized();
        }
        if (!failures.has(request.address(), now)) {
            return tooManyWrong();
        }
        if (!bcrypts.tryAcquire()) {
            return refuse(Refusal.BUSY, Reply.busy());
        }
        try {
            if (passwords.verify(authorization)) {
                return null;
            }
        } finally {
            bcrypts.release();
        }
        failures.take(request.address(), now);
        return unauthorized();
    }

    /** Who knows a token need not know a password for what it opens; that for alerts opens nothing that reads. */
    private boolean hasToken(Request request) {
        if (!opensByToken(request.path())) {
            return false;
        }
        Tokens.Grant grant = guarding.tokens().get().grant(request.token());
        return grant == Tokens.Grant.ALL || (grant == Tokens.Grant.ALERTS && !READING.contains(request.method()));
    }

    private static boolean opensByToken(String path) {
        return InboxRoutes.know(path) || path.equals(LogRoute.PATH) || path.equals(ReloadRoute.PATH);
    }

    /** Browsers say so, and scripts cannot keep them from it. What is no browser says neither. */
    private static boolean isOfAnotherSite(Request request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        String origin = request.header("Origin");
        String host = request.header("Host");
        return origin != null && (host == null || !origin.equalsIgnoreCase(request.scheme() + "://" + host));
    }

    private Reply unauthorized() {
        return refuse(
                Refusal.PASSWORD,
                Reply.of(401, Reply.TEXT, "Name and password are needed, by basic authentication.\n")
                        .with("WWW-Authenticate", "Basic realm=\"portent\", charset=\"UTF-8\""));
    }

    private Reply tooManyWrong() {
        return tooOften("Too many wrong passwords or tokens came from this address.");
    }

    private Reply tooOften(String sentence) {
        return refuse(
                Refusal.TOO_OFTEN, Reply.of(429, Reply.TEXT, sentence + "\n").with("Retry-After", "1"));
    }

    private Reply refuse(Refusal why, Reply reply) {
        guarding.refused().accept(why);
        return reply;
    }
}
