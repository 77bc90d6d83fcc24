package io.portent.simulate;

import static io.portent.simulate.ShopLog.worker;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;

/**
 * What requests leave in the log. Access lines are sampled, as a shop does that pays for its log storage; what goes wrong
 * is sampled far less, but a stack trace comes only with some of the failures.
 */
final class RequestLog {
    private static final double ACCESS_SAMPLE = 0.02;
    private static final double TRACE_SAMPLE = 0.22;
    private static final double BRIEF_SAMPLE = 0.6;
    private static final double SLOW_SAMPLE = 0.5;
    private static final double GONE_SAMPLE = 0.25;
    private static final String[] DECLINES = {"insufficient funds", "card expired", "do not honor", "3-D Secure failed"
    };

    private final Shop shop;
    private final ShopLog log;
    private final MinuteStats stats;

    RequestLog(Shop shop, MinuteStats stats) {
        this.shop = shop;
        this.log = shop.log;
        this.stats = stats;
    }

    void collected(Heap.Collection collection, long now) {
        switch (collection) {
            case NONE -> {}
            case YOUNG -> collection(SystemLine.GC_YOUNG, now);
            case MIXED -> collection(SystemLine.GC_MIXED, now);
            case FULL, EXHAUSTED -> collection(SystemLine.GC_FULL, now);
        }
    }

    private void collection(Line line, long now) {
        long pause = Math.round(shop.heap.pauseMillis());
        log.write(
                line,
                "Notification Thread",
                now,
                shop.heap.collections(),
                Math.round(shop.heap.beforeMb()),
                Math.round(shop.heap.usedMb()),
                Math.round(Heap.MAX_MB),
                pause);
        if (pause > 350) {
            log.write(SystemLine.JVM_PAUSED, "pause-detector", now, pause);
        }
    }

    void waited(Request request, long now) {
        long waited = now - request.waitingSince;
        if (waited > 100 && log.chance.happens(0.4)) {
            log.write(
                    SystemLine.POOL_WAIT,
                    worker(request),
                    now,
                    waited,
                    shop.connections.active(),
                    shop.connections.waiting());
        }
    }

    void queried(Request request, long now) {
        long took = now - request.waitingSince;
        if (took > 900) {
            log.write(SystemLine.SLOW_QUERY, worker(request), now, took, request.route.sql);
        }
    }

    void called(Request request, long backoff, long now) {
        long took = now - request.waitingSince;
        stats.call(request, took);
        boolean last = request.attempt >= Upstream.ATTEMPTS;
        switch (request.answer) {
            case ACCEPTED -> {
                if (took > 1_100) {
                    log.write(OrderLine.CALL_SLOW, worker(request), now, name(request), took);
                } else if (log.chance.happens(0.012)) {
                    log.write(OrderLine.PAID, worker(request), now, request.number, took);
                }
            }
            case DECLINED ->
                log.write(
                        OrderLine.DECLINED,
                        worker(request),
                        now,
                        request.number,
                        DECLINES[log.chance.below(DECLINES.length)]);
            case UNAVAILABLE -> {
                if (!last) {
                    log.write(
                            OrderLine.CALL_UNAVAILABLE, worker(request), now, request.attempt, name(request), backoff);
                }
            }
            case TIMED_OUT -> {
                if (!last) {
                    log.write(
                            OrderLine.CALL_TIMED_OUT,
                            worker(request),
                            now,
                            request.attempt,
                            name(request),
                            took,
                            backoff);
                }
            }
        }
    }

    void written(Request request, long now) {
        long took = now - request.waitingSince;
        if (took > 150) {
            log.write(SystemLine.JOURNAL_SLOW, worker(request), now, request.number, took);
        }
    }

    void finished(Request request, int status, long now) {
        long took = now - request.arrivedAt;
        stats.request(took, false);
        if (took > SloMonitor.SLOW_MILLIS) {
            if (log.chance.happens(SLOW_SAMPLE)) {
                log.write(
                        WebLine.SLOW,
                        worker(request),
                        now,
                        request.route.method,
                        path(request),
                        status,
                        took,
                        request.clientTry);
            }
        } else if (log.chance.happens(ACCESS_SAMPLE)) {
            log.write(WebLine.ACCESS, worker(request), now, request.route.method, path(request), status, took);
        }
        if (request.route == Route.CHECKOUT && status == 201 && log.chance.happens(0.02)) {
            log.write(OrderLine.ORDER_PLACED, worker(request), now, request.number, 1 + log.chance.below(5), amount());
        }
    }

    private Object amount() {
        return ShopLog.decimal(log.chance.logNormal(38, 0.7), 2);
    }

    void failed(Request request, Failure failure, long now) {
        long took = now - request.arrivedAt;
        stats.request(took, true);
        switch (failure) {
            case REFUSED -> {}
            case REJECTED -> log.write(WebLine.REJECTED, "http-nio-8080-Acceptor", now, shop.workers.waiting());
            case CLIENT_GONE -> {
                if (log.chance.happens(GONE_SAMPLE)) {
                    log.write(WebLine.CLIENT_GONE, worker(request), now, path(request), took);
                }
            }
            case NO_CONNECTION -> log(request, SystemLine.POOL_TIMEOUT, failure, took, now, path(request), took);
            case PROVIDER_TIMEOUT, PROVIDER_UNAVAILABLE ->
                log(request, OrderLine.PAYMENT_FAILED, failure, took, now, request.number, request.attempt);
            case NO_SPACE -> log(request, SystemLine.JOURNAL_FAILED, failure, took, now, request.number);
            case OUT_OF_MEMORY -> log(request, SystemLine.OUT_OF_MEMORY, failure, took, now, path(request));
        }
    }

    private void log(Request request, Line own, Failure failure, long took, long now, Object... arguments) {
        String thread = worker(request);
        IThrowableProxy thrown = trace(failure, took);
        if (log.chance.happens(TRACE_SAMPLE)) {
            log.write(own, thread, now, thrown, arguments);
            log.write(WebLine.FAILED, thread, now, request.route.method, path(request), failure.status, took);
        } else if (log.chance.happens(BRIEF_SAMPLE)) {
            String reason = thrown == null ? "no reason" : innermost(thrown);
            log.write(WebLine.FAILED_BRIEFLY, thread, now, request.route.method, path(request), failure.status, reason);
        }
    }

    private static @Nullable IThrowableProxy trace(Failure failure, long took) {
        return switch (failure) {
            case REFUSED, REJECTED, CLIENT_GONE -> null;
            case NO_CONNECTION -> Traces.poolTimeout(took);
            case PROVIDER_TIMEOUT -> Traces.providerTimeout();
            case PROVIDER_UNAVAILABLE -> Traces.providerUnavailable();
            case NO_SPACE -> Traces.noSpace();
            case OUT_OF_MEMORY -> Traces.outOfMemory();
        };
    }

    private static String innermost(IThrowableProxy thrown) {
        IThrowableProxy cause = thrown.getCause();
        IThrowableProxy named = cause == null ? thrown : cause;
        return named.getClassName() + ": " + named.getMessage();
    }

    private static String path(Request request) {
        long number = switch (request.route) {
            case BROWSE, STOCK -> 1_000 + request.number * 7_919 % 4_000;
            case CART, CHECKOUT, PAYMENT -> request.number;
        };
        return request.route.path + number;
    }

    private static String name(Request request) {
        return (request.route == Route.PAYMENT ? "payment " : "order ") + request.number;
    }
}
