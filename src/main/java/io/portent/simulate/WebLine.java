package io.portent.simulate;

import static io.portent.simulate.Line.debug;
import static io.portent.simulate.Line.error;
import static io.portent.simulate.Line.info;
import static io.portent.simulate.Line.warn;

/** What the web tier logs. */
final class WebLine {
    private static final String ACCESS_LOG = "com.shop.web.AccessLog";
    private static final String ERRORS = "com.shop.web.ErrorHandler";
    private static final String SESSIONS = "com.shop.web.session.SessionRegistry";
    private static final String METRICS = "com.shop.metrics.ServerReporter";

    static final Line ACCESS = info(ACCESS_LOG, "{method} {path} {status} {duration_ms} ms");
    static final Line SLOW =
            warn(ACCESS_LOG, "Slow request {method} {path} answered {status} after {duration_ms} ms on try {}");
    static final Line FAILED = error(ERRORS, "Request {method} {path} failed with {status} after {duration_ms} ms");
    static final Line FAILED_BRIEFLY = error(ERRORS, "{method} {path} -> {status}: {}");
    static final Line REJECTED = warn(
            "org.apache.tomcat.util.threads.ThreadPoolExecutor",
            "Request rejected, {worker_waiting} waiting for a thread");
    static final Line CLIENT_GONE = warn(
            "com.shop.web.ErrorHandler", "Client of {path} went away after {duration_ms} ms in the queue: Broken pipe");
    static final Line NOT_FOUND = info("com.shop.web.ProductController", "No product {} , answered 404");
    static final Line BAD_REQUEST = warn(
            "com.shop.web.ErrorHandler", "Resolved [MethodArgumentNotValidException: field '{}' must not be blank]");
    static final Line CRAWLER = info("com.shop.web.RobotFilter", "Throttled crawler {} after {} requests in a minute");
    static final Line LOGIN = info("com.shop.web.auth.LoginController", "Customer {} signed in");
    static final Line LOGIN_FAILED =
            warn("com.shop.web.auth.LoginController", "Sign-in failed for customer {}: bad credentials ({} attempts)");
    static final Line PASSWORD_RESET = info("com.shop.web.auth.ResetController", "Reset link sent to customer {}");
    static final Line CSRF = warn("com.shop.web.auth.CsrfFilter", "Invalid CSRF token found for /checkout/{}");
    static final Line TOKEN_EXPIRED = debug("com.shop.web.auth.TokenFilter", "Token of customer {} expired {} s ago");
    static final Line SESSIONS_SWEPT = info(SESSIONS, "Expired {} sessions, {sessions} remain");
    static final Line SESSION_CREATED = debug(SESSIONS, "Created session {} for a new visitor");
    static final Line SEARCH =
            info("com.shop.web.SearchController", "Search '{}' found {hits} products in {duration_ms} ms");
    static final Line SEARCH_EMPTY = info("com.shop.web.SearchController", "Search '{}' found nothing");
    static final Line HTTP_STATS = info(
            METRICS,
            "http: {http_requests} requests, {http_failed} failed, p50 {http_p50_ms} ms, p95 {http_p95_ms} ms, max {http_max_ms} ms");
    static final Line WORKER_STATS =
            info(METRICS, "threads: {worker_busy} of {worker_max} busy, {worker_waiting} requests waiting");
    static final Line WORKERS_TIGHT =
            warn(METRICS, "Thread pool nearly exhausted: {worker_busy} of {worker_max} busy, {worker_waiting} waiting");
    static final Line HEALTH_SLOW = warn("com.shop.ops.HealthController", "Health check took {duration_ms} ms");
    static final Line TLS_RELOADED = info("com.shop.ops.CertificateWatcher", "Certificate checked, {} days left");

    private WebLine() {}
}
