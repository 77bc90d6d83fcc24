package io.portent.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One key as it was read: its value, or the fact that a problem was reported instead. */
final class Setting<T> {
    private final String key;
    private final @Nullable Place place;
    private final @Nullable T value;

    private Setting(String key, @Nullable Place place, @Nullable T value) {
        this.key = key;
        this.place = place;
        this.value = value;
    }

    static <T> Setting<T> given(String key, Place place, T value) {
        return new Setting<>(key, place, value);
    }

    static <T> Setting<T> fallback(String key, T value) {
        return new Setting<>(key, null, value);
    }

    static <T> Setting<T> faulty(String key) {
        return new Setting<>(key, null, null);
    }

    /** The same key read as something else. */
    <R> Setting<R> map(Function<T, R> meaning) {
        return value == null ? faulty(key) : new Setting<>(key, place, meaning.apply(value));
    }

    String key() {
        return key;
    }

    /** Null where the default applies. */
    @Nullable
    Place place() {
        return place;
    }

    boolean isSound() {
        return value != null;
    }

    T value() {
        if (value == null) {
            throw new IllegalStateException(key + " was faulty; its problem must be thrown before its value is used");
        }
        return value;
    }
}
