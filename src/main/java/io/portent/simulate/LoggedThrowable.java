package io.portent.simulate;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * A throwable as logback prints it, without a Throwable behind it: the real classes (HikariCP's, Spring's) are not on our
 * class path, and the frames of a real one would be ours.
 */
final class LoggedThrowable implements IThrowableProxy {
    private static final IThrowableProxy[] NONE = {};

    private final String className;
    private final @Nullable String message;
    private final StackTraceElementProxy[] frames;
    private final int commonFrames;
    private final @Nullable IThrowableProxy cause;

    LoggedThrowable(
            String className,
            @Nullable String message,
            StackTraceElementProxy[] frames,
            int commonFrames,
            @Nullable IThrowableProxy cause) {
        this.className = className;
        this.message = message;
        this.frames = frames.clone();
        this.commonFrames = commonFrames;
        this.cause = cause;
    }

    @Override
    public @Nullable String getMessage() {
        return message;
    }

    @Override
    public String getClassName() {
        return className;
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return frames;
    }

    @Override
    public int getCommonFrames() {
        return commonFrames;
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return cause;
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return NONE;
    }

    @Override
    public boolean isCyclic() {
        return false;
    }
}
