import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;

/** Logs one small history through log4j 2: {@code java -Dlog4j2.configurationFile=… -Dout=… -cp … Log4jGolden.java}. */
final class Log4jGolden {
    public static void main(String[] args) {
        Logger cart = LogManager.getLogger("com.shop.cart.Cart");
        Logger pay = LogManager.getLogger("com.shop.pay.PaymentService");
        for (int order = 0; order < 3; order++) {
            ThreadContext.put("order", Integer.toString(1000 + order));
            cart.info("order {} added by {}", order, "ann");
            pay.debug("asking the bank - for order {}", order);
            ThreadContext.clearAll();
        }
        cart.warn("cart nearly full: {} of {}", 98, 100);
        pay.info(MarkerManager.getMarker("AUDIT"), "refund of {}", 7.5);
        pay.warn("two lines\nof one message");
        pay.error("payment failed", new IllegalStateException("order 7 not paid", new java.io.IOException("bank: gone")));
        RuntimeException both = new RuntimeException("closed");
        both.addSuppressed(new IllegalArgumentException("and not flushed"));
        cart.error("not saved", both);
        pay.fatal("giving up");
        cart.info("[brackets] - dashes - and \"quotes\"");
        LogManager.shutdown();
    }
}
