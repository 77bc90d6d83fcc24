package io.portent.simulate;

import java.util.List;

/** Everything else that a healthy shop logs, warnings and all, as often as it has visitors. It means nothing; that is its use. */
final class Chatter {
    /** How often, per 2400 requests, something is said. */
    private record Habit(double weight, String thread, Line line) {}

    private static final List<String> WORDS = List.of(
            "kettle",
            "red scarf",
            "usb cable",
            "lamp",
            "garden hose",
            "notebook a5",
            "tent",
            "bike light",
            "mug",
            "socks");
    private static final String WEB = "http-nio-8080-exec-";
    private static final String SCHEDULED = "scheduling-";

    private static final List<Habit> HABITS = List.of(
            new Habit(5, WEB, WebLine.LOGIN),
            new Habit(0.9, WEB, WebLine.LOGIN_FAILED),
            new Habit(0.15, WEB, WebLine.PASSWORD_RESET),
            new Habit(0.08, WEB, WebLine.CSRF),
            new Habit(2, WEB, WebLine.TOKEN_EXPIRED),
            new Habit(2.5, WEB, WebLine.SESSION_CREATED),
            new Habit(6, WEB, WebLine.SEARCH),
            new Habit(0.6, WEB, WebLine.SEARCH_EMPTY),
            new Habit(1.5, WEB, WebLine.NOT_FOUND),
            new Habit(0.7, WEB, WebLine.BAD_REQUEST),
            new Habit(0.2, WEB, WebLine.CRAWLER),
            new Habit(5, WEB, OrderLine.CART_CHANGED),
            new Habit(0.4, WEB, OrderLine.CART_MERGED),
            new Habit(0.25, WEB, OrderLine.CART_STALE),
            new Habit(0.5, WEB, OrderLine.VOUCHER),
            new Habit(0.3, WEB, OrderLine.VOUCHER_INVALID),
            new Habit(0.25, WEB, OrderLine.ADDRESS),
            new Habit(1.2, "invoice-1", OrderLine.INVOICE),
            new Habit(2.2, "mail-1", OrderLine.MAIL),
            new Habit(0.25, "mail-1", OrderLine.MAIL_RETRY),
            new Habit(0.2, "refund-1", OrderLine.REFUND),
            new Habit(1.5, WEB, OrderLine.FRAUD_SCORE),
            new Habit(0.12, WEB, OrderLine.FRAUD_REVIEW),
            new Habit(3, WEB, OrderLine.RESERVED),
            new Habit(0.3, WEB, OrderLine.STOCK_LOW),
            new Habit(0.1, WEB, OrderLine.STOCK_OUT),
            new Habit(0.8, SCHEDULED, OrderLine.RELEASED),
            new Habit(0.1, SCHEDULED, OrderLine.DELIVERY),
            new Habit(0.7, SCHEDULED, OrderLine.PRICES),
            new Habit(0.5, "images-1", OrderLine.IMAGE),
            new Habit(0.12, SCHEDULED, OrderLine.FEED),
            new Habit(0.03, SCHEDULED, OrderLine.FEED_REJECTED),
            new Habit(0.15, SCHEDULED, OrderLine.SETTLEMENT),
            new Habit(0.7, SCHEDULED, WebLine.SESSIONS_SWEPT),
            new Habit(0.02, SCHEDULED, WebLine.TLS_RELOADED),
            new Habit(0.04, SCHEDULED, SystemLine.CONFIG),
            new Habit(0.02, SCHEDULED, SystemLine.FEATURE),
            new Habit(0.05, SCHEDULED, SystemLine.VACUUM),
            new Habit(0.06, WEB, SystemLine.DEADLOCK),
            new Habit(0.5, "shop-pool housekeeper", SystemLine.POOL_EVICTED),
            new Habit(0.5, "shop-pool connection adder", SystemLine.POOL_ADDED));

    private final Shop shop;
    private final ShopLog log;
    private final double weight = HABITS.stream().mapToDouble(Habit::weight).sum();

    Chatter(Shop shop) {
        this.shop = shop;
        this.log = shop.log;
    }

    void second(long now) {
        if (!shop.up() || !log.chance.happens(shop.traffic.perSecond() * weight / 2_400)) {
            return;
        }
        Habit habit = pick();
        String thread = habit.thread.endsWith("-")
                ? habit.thread + (1 + log.chance.below(habit.thread.equals(WEB) ? WorkerPool.THREADS : 4))
                : habit.thread;
        Object[] arguments = habit.line.names().stream().map(this::argument).toArray();
        log.write(habit.line, thread, now, arguments);
    }

    private Habit pick() {
        double left = log.chance.unit() * weight;
        for (Habit habit : HABITS) {
            left -= habit.weight;
            if (left < 0) {
                return habit;
            }
        }
        return HABITS.get(0);
    }

    private Object argument(String name) {
        return switch (name) {
            case "duration_ms" -> Math.round(log.chance.logNormal(45, 0.8));
            case "items", "hits" -> 1 + log.chance.below(9);
            case "amount_eur" -> ShopLog.decimal(log.chance.logNormal(30, 0.6), 2);
            case "sessions" -> Math.round(shop.traffic.perSecond() * 60) + log.chance.below(20);
            default ->
                log.chance.happens(0.3)
                        ? WORDS.get(log.chance.below(WORDS.size()))
                        : Integer.toString(1_000 + log.chance.below(9_000));
        };
    }
}
