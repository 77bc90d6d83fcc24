package io.portent.agent;

import io.portent.store.Store;
import io.portent.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose failures are told to somebody beside the caller: who asks for labels says that they are not to be had, and knows
 * of no counter. By proxies, since a store is nine roles of nothing but calls that may fail.
 */
final class WatchedStore {
    private WatchedStore() {}

    static Store of(Store store, Consumer<StoreException> failures) {
        return watched(Store.class, store, failures);
    }

    private static <T> T watched(Class<T> role, Object target, Consumer<StoreException> failures) {
        Object proxy = Proxy.newProxyInstance(
                role.getClassLoader(),
                new Class<?>[] {role},
                (self, method, arguments) -> call(target, method, arguments, failures));
        return role.cast(proxy);
    }

    private static @Nullable Object call(
            Object target, Method method, @Nullable Object @Nullable [] arguments, Consumer<StoreException> failures)
            throws Throwable {
        try {
            Object result = method.invoke(target, arguments);
            Class<?> type = method.getReturnType();
            boolean isRole = result != null && type.isInterface() && type.getPackage() == Store.class.getPackage();
            return isRole ? watched(type, result, failures) : result;
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof StoreException failure) {
                failures.accept(failure);
            }
            throw cause == null ? e : cause;
        }
    }
}
