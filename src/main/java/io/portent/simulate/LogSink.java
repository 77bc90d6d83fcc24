package io.portent.simulate;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;

/** Where the shop's log statements go. */
interface LogSink {
    /**
     * Takes one statement.
     *
     * @param epochMillis simulated time
     * @param arguments one for each name of the line: strings, whole numbers and {@link java.math.BigDecimal}, never double, whose
     *     text differs between JDK releases
     */
    void write(long epochMillis, Line line, String thread, Object[] arguments, @Nullable IThrowableProxy thrown);
}
