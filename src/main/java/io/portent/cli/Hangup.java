package io.portent.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, by {@code sun.misc.Signal}, which the JDK supports for lack of another way (JEP 260). By name, since the compiler warns of it and cannot
 * be told not to.
 */
final class Hangup {
    private Hangup() {}

    /**
     * Runs this at each SIGHUP from now on, which otherwise ends the process. One that was started with it ignored, as {@code nohup} does,
     * goes on to ignore it.
     *
     * @return false where there is no such signal
     */
    static boolean runs(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handling = (proxy, method, arguments) -> handle(proxy, method, arguments, action);
            Object ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, handling);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), ours);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @org.jspecify.annotations.Nullable
    private static Object handle(Object proxy, Method method, Object[] arguments, Runnable action) {
        return switch (method.getName()) {
            case "handle" -> {
                action.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "SIGHUP";
        };
    }
}
