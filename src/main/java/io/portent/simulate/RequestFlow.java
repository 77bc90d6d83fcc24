package io.portent.simulate;

import org.jspecify.annotations.Nullable;

/**
 * The way of a request, as a discrete-event simulation in milliseconds.
 *
 * <pre>
 *   arrive ▶ [thread] ▶ think ▶ [connection] ▶ query ▶ call provider ⟲ ▶ write journal ▶ done
 *              line             line                    up to 3 attempts
 * </pre>
 *
 * What is in brackets is held to the end. So whatever is slow at the right holds up everybody at the left.
 */
final class RequestFlow {
    private static final long PATIENCE_MILLIS = 8_000;
    private static final double MB_PER_REQUEST = 1.25;
    private static final int CLIENT_TRIES = 3;

    private final Shop shop;
    private final RequestLog log;
    private final Chance chance;
    private long nextArrival;
    private long numbers = 48_200;

    RequestFlow(Shop shop, RequestLog log) {
        this.shop = shop;
        this.log = log;
        this.chance = shop.chance;
    }

    /** Everything that happens before this time. */
    void runUntil(long until) {
        while (true) {
            Request due = shop.agenda.nextBefore(Math.min(until, nextArrival));
            if (due != null) {
                happen(due);
            } else if (nextArrival < until) {
                Request request = new Request(Route.pick(chance.unit()), ++numbers, 1);
                arrive(request, nextArrival);
                nextArrival += shop.traffic.nextGapMillis();
            } else {
                return;
            }
        }
    }

    private void happen(Request request) {
        long now = request.dueAt;
        if (request.stage == Request.Stage.ARRIVING) {
            arrive(request, now);
            return;
        }
        if (request.life != shop.life()) {
            return;
        }
        if (now < shop.heap.pausedUntil()) {
            shop.agenda.add(request, shop.heap.pausedUntil());
            return;
        }
        switch (request.stage) {
            case ARRIVING -> throw new IllegalStateException("arrived already");
            case THINKING -> thought(request, now);
            case QUERYING -> queried(request, now);
            case CALLING -> called(request, now);
            case BACKING_OFF -> call(request, now);
            case WRITING -> written(request, now);
        }
    }

    private void arrive(Request request, long now) {
        request.arrivedAt = now;
        request.life = shop.life();
        shop.tally.arrived();
        if (!shop.up()) {
            fail(request, Failure.REFUSED, now);
        } else if (shop.workers.take(request)) {
            think(request, now);
        } else if (!shop.workers.lineUp(request)) {
            fail(request, Failure.REJECTED, now);
        }
    }

    private void think(Request request, long now) {
        double cold = 1 + 3 * (1 - shop.warmth(now));
        due(request, Request.Stage.THINKING, now, chance.logNormal(7, 0.4) * cold);
    }

    private void thought(Request request, long now) {
        shop.heap.leak(shop.heapLeakMb());
        Heap.Collection collection = shop.heap.allocate(MB_PER_REQUEST * chance.between(0.5, 1.5), now);
        log.collected(collection, now);
        if (collection == Heap.Collection.EXHAUSTED) {
            fail(request, Failure.OUT_OF_MEMORY, now);
        } else if (chance.happens(request.route.cached * shop.warmth(now))) {
            finish(request, request.route.success, now);
        } else {
            request.waitingSince = now;
            if (shop.connections.take(request)) {
                query(request, now);
            } else {
                shop.connections.lineUp(request);
            }
        }
    }

    private void query(Request request, long now) {
        request.waitingSince = now;
        ConnectionPool pool = shop.connections;
        double millis = shop.database.queryMillis(request.route, pool.active(), pool.lost());
        due(request, Request.Stage.QUERYING, now, millis);
    }

    private void queried(Request request, long now) {
        log.queried(request, now);
        boolean sorts = request.route == Route.STOCK || request.route == Route.BROWSE;
        if (sorts && shop.disk.full() && chance.happens(0.15)) {
            fail(request, Failure.NO_SPACE, now);
        } else if (request.route.callsUpstream) {
            call(request, now);
        } else {
            writeOrFinish(request, now);
        }
    }

    private void call(Request request, long now) {
        request.attempt++;
        request.answer = shop.upstream.call();
        request.waitingSince = now;
        due(request, Request.Stage.CALLING, now, shop.upstream.millisOfCall());
    }

    private void called(Request request, long now) {
        long backoff = 250L * request.attempt * request.attempt + chance.below(200);
        log.called(request, backoff, now);
        switch (request.answer) {
            case ACCEPTED -> writeOrFinish(request, now);
            case DECLINED -> finish(request, 402, now);
            case UNAVAILABLE -> retry(request, Failure.PROVIDER_UNAVAILABLE, backoff, now);
            case TIMED_OUT -> retry(request, Failure.PROVIDER_TIMEOUT, backoff, now);
        }
    }

    private void retry(Request request, Failure failure, long backoff, long now) {
        if (request.attempt >= Upstream.ATTEMPTS) {
            fail(request, failure, now);
        } else {
            due(request, Request.Stage.BACKING_OFF, now, (double) backoff);
        }
    }

    private void writeOrFinish(Request request, long now) {
        if (request.route.writes) {
            request.waitingSince = now;
            due(request, Request.Stage.WRITING, now, shop.disk.writeMillis());
        } else {
            finish(request, request.route.success, now);
        }
    }

    private void written(Request request, long now) {
        log.written(request, now);
        if (shop.disk.full()) {
            fail(request, Failure.NO_SPACE, now);
        } else {
            finish(request, request.route.success, now);
        }
    }

    private void finish(Request request, int status, long now) {
        boolean slow = now - request.arrivedAt > SloMonitor.SLOW_MILLIS;
        shop.tally.done(slow);
        shop.slo.saw(slow);
        log.finished(request, status, now);
        boolean leaky = request.route == Route.STOCK || request.route == Route.CART;
        if (leaky && request.holdsConnection && chance.happens(shop.connectionLeak())) {
            shop.connections.lose(request, now);
        }
        release(request, now);
    }

    private void fail(Request request, Failure failure, long now) {
        shop.tally.failed();
        shop.slo.saw(true);
        log.failed(request, failure, now);
        double again = request.route.callsUpstream ? 0.6 : 0.3;
        if (request.clientTry < CLIENT_TRIES && chance.happens(again)) {
            Request repeated = new Request(request.route, request.number, request.clientTry + 1);
            shop.agenda.add(repeated, now + 2_000 + chance.below(10_000));
        }
        release(request, now);
    }

    private void release(Request request, long now) {
        served(shop.connections.release(request), now);
        Request next = shop.workers.release(request);
        if (next == null) {
            return;
        }
        if (now - next.arrivedAt > PATIENCE_MILLIS) {
            fail(next, Failure.CLIENT_GONE, now);
        } else {
            think(next, now);
        }
    }

    /** A connection became free for this request. */
    void served(@Nullable Request request, long now) {
        if (request != null) {
            log.waited(request, now);
            query(request, now);
        }
    }

    /** Gives up on those who have waited too long for a connection. */
    void second(long now) {
        for (Request late = shop.connections.nextTimedOut(now);
                late != null;
                late = shop.connections.nextTimedOut(now)) {
            fail(late, Failure.NO_CONNECTION, now);
        }
        for (Request next = shop.connections.serveNext(); next != null; next = shop.connections.serveNext()) {
            served(next, now);
        }
    }

    private void due(Request request, Request.Stage stage, long now, double millis) {
        request.stage = stage;
        shop.agenda.add(request, now + Math.max(1, Math.round(millis)));
    }
}
