package io.portent.simulate;

import static io.portent.simulate.Line.debug;
import static io.portent.simulate.Line.error;
import static io.portent.simulate.Line.info;
import static io.portent.simulate.Line.warn;

/** What cart, checkout, payment and stock log. */
final class OrderLine {
    private static final String CHECKOUT = "com.shop.checkout.CheckoutService";
    private static final String PROVIDER = "com.shop.payment.provider.ProviderClient";
    private static final String PAYMENT = "com.shop.payment.PaymentService";
    private static final String STOCK = "com.shop.stock.StockService";

    static final Line CART_CHANGED = info("com.shop.cart.CartService", "Cart {} now holds {items} items");
    static final Line CART_MERGED =
            info("com.shop.cart.CartService", "Merged guest cart {} into the cart of customer {}");
    static final Line CART_STALE =
            warn("com.shop.cart.CartService", "Cart {} was changed elsewhere, merged version {}");
    static final Line ORDER_PLACED = info(CHECKOUT, "Order {} placed, {items} items, {amount_eur} EUR");
    static final Line ORDER_FAILED = error(CHECKOUT, "Order {} could not be placed");
    static final Line VOUCHER = info("com.shop.checkout.VoucherService", "Voucher {} redeemed for order {}");
    static final Line VOUCHER_INVALID = warn("com.shop.checkout.VoucherService", "Voucher {} is not valid any more");
    static final Line ADDRESS =
            warn("com.shop.checkout.AddressCheck", "Address of customer {} is ambiguous, {} candidates");
    static final Line INVOICE = info("com.shop.checkout.InvoiceWriter", "Invoice {} written, {} bytes");
    static final Line MAIL =
            info("com.shop.mail.Mailer", "Confirmation of order {} handed to the relay in {duration_ms} ms");
    static final Line MAIL_RETRY = warn("com.shop.mail.Mailer", "Relay answered 451 for order {}, will retry in {} s");
    static final Line PAID = info(PAYMENT, "Payment {} captured after {duration_ms} ms");
    static final Line DECLINED = warn(PAYMENT, "Payment {} declined by the issuer: {}");
    static final Line PAYMENT_FAILED = error(PAYMENT, "Payment {} failed after {attempts} attempts");
    static final Line REFUND = info("com.shop.payment.RefundService", "Refunded {amount_eur} EUR for order {}");
    static final Line FRAUD_SCORE = debug("com.shop.payment.FraudScore", "Order {} scored {}");
    static final Line FRAUD_REVIEW = warn("com.shop.payment.FraudScore", "Order {} scored {}, put up for review");
    static final Line CALL_TIMED_OUT =
            warn(PROVIDER, "Attempt {attempt} for {} timed out after {duration_ms} ms, retrying in {backoff_ms} ms");
    static final Line CALL_UNAVAILABLE =
            warn(PROVIDER, "Attempt {attempt} for {} answered 503 Service Unavailable, retrying in {backoff_ms} ms");
    static final Line CALL_SLOW = warn(PROVIDER, "Provider answered {} only after {duration_ms} ms");
    static final Line PROVIDER_STATS = info(
            PROVIDER,
            "provider: {provider_calls} calls, {provider_retries} retries, {provider_timeouts} timeouts, mean {provider_mean_ms} ms");
    static final Line PROVIDER_STATUS = info("com.shop.payment.provider.StatusFeed", "Provider status page: {}");
    static final Line SETTLEMENT = info("com.shop.payment.SettlementJob", "Settled {} payments in {duration_ms} ms");
    static final Line RESERVED = info(STOCK, "Reserved {items} of article {} in warehouse {}");
    static final Line STOCK_LOW = warn(STOCK, "Article {} is low: {} left");
    static final Line STOCK_OUT = warn(STOCK, "Article {} is sold out, {} customers want it");
    static final Line RELEASED = info(STOCK, "Released reservation {} after {} minutes without payment");
    static final Line DELIVERY = info("com.shop.stock.DeliveryImport", "Imported delivery {} with {items} positions");
    static final Line PRICES = info("com.shop.catalog.PriceCache", "Refreshed {} prices in {duration_ms} ms");
    static final Line CACHE_STATS =
            info("com.shop.catalog.ProductCache", "cache: {cache_entries} entries, hit ratio {cache_hit_ratio}");
    static final Line IMAGE = info("com.shop.catalog.ImageScaler", "Scaled image {} to {} sizes in {duration_ms} ms");
    static final Line FEED = info("com.shop.catalog.FeedExport", "Feed {} exported, {} products");
    static final Line FEED_REJECTED =
            warn("com.shop.catalog.FeedExport", "Partner {} rejected {} products of the feed");

    private OrderLine() {}
}
