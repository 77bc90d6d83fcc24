package io.portent.simulate;

/** What the shop serves. The constructor's numbers are the whole difference between the routes. */
enum Route {
    BROWSE("GET", "/products/", 0.50, 0.55, 26, false, false, 200, "select p.* from product p where p.id = ?"),
    STOCK(
            "GET",
            "/stock/",
            0.17,
            0.20,
            42,
            false,
            false,
            200,
            "select s.free, s.reserved from stock_level s join warehouse w on w.id = s.warehouse_id where s.article = ?"),
    CART("POST", "/cart/", 0.10, 0.0, 18, false, true, 200, "update cart set version = ? where id = ? and version = ?"),
    CHECKOUT(
            "POST",
            "/checkout/",
            0.12,
            0.0,
            55,
            true,
            true,
            201,
            "insert into orders (id, customer, total) values (?, ?, ?)"),
    PAYMENT(
            "POST",
            "/payments/",
            0.11,
            0.0,
            35,
            true,
            true,
            202,
            "select o.* from payment o where o.order_id = ? for update");

    private static final Route[] ALL = values();

    final String method;
    final String path;
    /** Of all requests. */
    final double share;
    /** Answered from the warm cache without a connection. */
    final double cached;
    /** Median time of the route's queries in milliseconds. */
    final double queryMillis;
    /** Asks the payment provider while it holds its connection: the classic mistake that spreads a brown-out. */
    final boolean callsUpstream;
    /** Writes the order journal before it answers. */
    final boolean writes;

    final int success;
    /** The query that is slow when this route is. */
    final String sql;

    Route(
            String method,
            String path,
            double share,
            double cached,
            double queryMillis,
            boolean callsUpstream,
            boolean writes,
            int success,
            String sql) {
        this.method = method;
        this.path = path;
        this.share = share;
        this.cached = cached;
        this.queryMillis = queryMillis;
        this.callsUpstream = callsUpstream;
        this.writes = writes;
        this.success = success;
        this.sql = sql;
    }

    static Route pick(double unit) {
        double left = unit;
        for (Route route : ALL) {
            left -= route.share;
            if (left < 0) {
                return route;
            }
        }
        return PAYMENT;
    }
}
