package io.portent.simulate;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The stack traces of the shop's failures, frame by frame as such a service would print them. */
final class Traces {
    private static final StackTraceElementProxy[] WEB = frames(
            "org.springframework.web.servlet.DispatcherServlet.doDispatch:1089",
            "org.springframework.web.servlet.FrameworkServlet.service:885",
            "org.apache.catalina.core.ApplicationFilterChain.doFilter:138",
            "org.apache.tomcat.util.net.NioEndpoint$SocketProcessor.doRun:1740",
            "java.lang.Thread.run:840");
    private static final StackTraceElementProxy[] JDBC_OUTER = frames(
            "org.springframework.jdbc.datasource.DataSourceUtils.getConnection:84",
            "org.springframework.jdbc.core.JdbcTemplate.execute:653",
            "com.shop.data.Repository.query:112");
    private static final StackTraceElementProxy[] HIKARI = frames(
            "com.zaxxer.hikari.pool.HikariPool.createTimeoutException:686",
            "com.zaxxer.hikari.pool.HikariPool.getConnection:179",
            "com.zaxxer.hikari.HikariDataSource.getConnection:99");
    private static final StackTraceElementProxy[] PROVIDER_OUTER = frames(
            "com.shop.payment.provider.ProviderClient.post:141",
            "com.shop.payment.provider.RetryPolicy.call:67",
            "com.shop.payment.PaymentService.authorize:93");
    private static final StackTraceElementProxy[] SOCKET = frames(
            "java.base/sun.nio.ch.NioSocketImpl.timedRead:288",
            "java.base/sun.nio.ch.NioSocketImpl.implRead:314",
            "org.apache.http.impl.io.SessionInputBufferImpl.fillBuffer:153");
    private static final StackTraceElementProxy[] HTTP_ERROR = frames(
            "org.springframework.web.client.DefaultResponseErrorHandler.handleError:138",
            "org.springframework.web.client.RestTemplate.doExecute:882");
    private static final StackTraceElementProxy[] JOURNAL_OUTER =
            frames("com.shop.order.OrderJournal.append:58", "com.shop.checkout.CheckoutService.place:121");
    private static final StackTraceElementProxy[] FILE = frames(
            "java.base/sun.nio.ch.FileDispatcherImpl.write0:-2",
            "java.base/sun.nio.ch.FileChannelImpl.write:285",
            "com.shop.order.JournalFile.write:37");
    private static final StackTraceElementProxy[] SERVLET_OUTER =
            frames("org.springframework.web.servlet.DispatcherServlet.doDispatch:1104");
    private static final StackTraceElementProxy[] ALLOCATION = frames(
            "java.base/java.util.Arrays.copyOf:3537",
            "java.base/java.io.ByteArrayOutputStream.grow:100",
            "com.shop.web.render.PageBuffer.append:44");
    private static final StackTraceElementProxy[] LEAK = frames(
            "com.zaxxer.hikari.HikariDataSource.getConnection:100",
            "com.shop.data.ManualTransaction.begin:31",
            "com.shop.stock.ReservationExport.open:77");
    private static final StackTraceElementProxy[] BATCH = frames(
            "com.zaxxer.hikari.HikariDataSource.getConnection:100",
            "org.springframework.batch.item.database.JdbcCursorItemReader.openCursor:121",
            "com.shop.batch.ChunkStep.open:52");
    /** Frames that a cause shares with what it caused; logback counts them and prints none. */
    private static final int COMMON = 26;

    private Traces() {}

    static IThrowableProxy poolTimeout(long waited) {
        return wrapped(
                "org.springframework.jdbc.CannotGetJdbcConnectionException",
                "Failed to obtain JDBC Connection",
                JDBC_OUTER,
                "java.sql.SQLTransientConnectionException",
                "shop-pool - Connection is not available, request timed out after " + waited + "ms.",
                HIKARI);
    }

    static IThrowableProxy providerTimeout() {
        return wrapped(
                "com.shop.payment.provider.ProviderException",
                "authorization not confirmed",
                PROVIDER_OUTER,
                "java.net.SocketTimeoutException",
                "Read timed out",
                SOCKET);
    }

    static IThrowableProxy providerUnavailable() {
        return wrapped(
                "com.shop.payment.provider.ProviderException",
                "authorization not confirmed",
                PROVIDER_OUTER,
                "org.springframework.web.client.HttpServerErrorException$ServiceUnavailable",
                "503 Service Unavailable: [no body]",
                HTTP_ERROR);
    }

    static IThrowableProxy noSpace() {
        return wrapped(
                "com.shop.order.JournalException",
                "append failed",
                JOURNAL_OUTER,
                "java.io.IOException",
                "No space left on device",
                FILE);
    }

    static IThrowableProxy outOfMemory() {
        return wrapped(
                "org.springframework.web.util.NestedServletException",
                "Handler dispatch failed",
                SERVLET_OUTER,
                "java.lang.OutOfMemoryError",
                "Java heap space",
                ALLOCATION);
    }

    static IThrowableProxy leak() {
        return new LoggedThrowable("java.lang.Exception", "Apparent connection leak detected", LEAK, 0, null);
    }

    /** A job that keeps its cursor open looks like a leak to the pool. */
    static IThrowableProxy batchHolds() {
        return new LoggedThrowable("java.lang.Exception", "Apparent connection leak detected", BATCH, 0, null);
    }

    private static IThrowableProxy wrapped(
            String outer,
            String outerMessage,
            StackTraceElementProxy[] outerFrames,
            String inner,
            @Nullable String innerMessage,
            StackTraceElementProxy[] innerFrames) {
        StackTraceElementProxy[] whole = new StackTraceElementProxy[outerFrames.length + WEB.length];
        System.arraycopy(outerFrames, 0, whole, 0, outerFrames.length);
        System.arraycopy(WEB, 0, whole, outerFrames.length, WEB.length);
        StackTraceElementProxy[] below = Arrays.copyOf(innerFrames, innerFrames.length + COMMON);
        Arrays.fill(below, innerFrames.length, below.length, WEB[0]);
        IThrowableProxy cause = new LoggedThrowable(inner, innerMessage, below, COMMON, null);
        return new LoggedThrowable(outer, outerMessage, whole, 0, cause);
    }

    /** {@code "com.shop.Cart.add:17"}; the file is the class's name, as javac has it; line -2 is a native method. */
    private static StackTraceElementProxy[] frames(String... texts) {
        StackTraceElementProxy[] frames = new StackTraceElementProxy[texts.length];
        for (int i = 0; i < texts.length; i++) {
            frames[i] = frame(texts[i]);
        }
        return frames;
    }

    private static StackTraceElementProxy frame(String text) {
        int slash = text.indexOf('/');
        int colon = text.lastIndexOf(':');
        String method = text.substring(slash + 1, colon);
        int dot = method.lastIndexOf('.');
        String type = method.substring(0, dot);
        String simple = type.substring(type.lastIndexOf('.') + 1);
        int nested = simple.indexOf('$');
        String file = (nested < 0 ? simple : simple.substring(0, nested)) + ".java";
        return new StackTraceElementProxy(new StackTraceElement(
                null,
                slash < 0 ? null : text.substring(0, slash),
                null,
                type,
                method.substring(dot + 1),
                file,
                Integer.parseInt(text.substring(colon + 1))));
    }
}
