import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

/** Logs one small history through logback: {@code java -cp … LogbackGolden.java CONFIG DIRECTORY}. */
final class LogbackGolden {
    public static void main(String[] args) throws Exception {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        System.setProperty("out", args[1]);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of(args[0]).toFile());
        history();
        context.stop();
    }

    private static void history() {
        Logger cart = LoggerFactory.getLogger("com.shop.cart.Cart");
        Logger pay = LoggerFactory.getLogger("com.shop.pay.PaymentService");
        for (int order = 0; order < 3; order++) {
            MDC.put("order", Integer.toString(1000 + order));
            cart.info("order {} added by {}", order, "ann");
            pay.debug("asking the bank - for order {}", order);
            MDC.clear();
        }
        cart.warn("cart nearly full: {} of {}", 98, 100);
        pay.atInfo().addKeyValue("duration_ms", 12.5).addKeyValue("bank", "first").log("order paid");
        pay.info(MarkerFactory.getMarker("AUDIT"), "refund of {}", 7.5);
        pay.warn("two lines\nof one message");
        pay.error("payment failed", new IllegalStateException("order 7 not paid", new java.io.IOException("bank: gone")));
        RuntimeException both = new RuntimeException("closed");
        both.addSuppressed(new IllegalArgumentException("and not flushed"));
        cart.error("not saved", both);
        pay.trace("not written at this level");
        cart.info("");
        cart.info("[brackets] - dashes - and \"quotes\"");
        Thread other = new Thread(() -> pay.info("done"), "pool 1 - worker 2");
        other.start();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
