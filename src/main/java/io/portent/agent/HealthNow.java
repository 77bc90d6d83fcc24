package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LiveHealth;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of health by the labels that are configured now. Where these change, what was known is asked for anew, as at a start, and no
 * window that closes meanwhile is passed over. Thread-safe, but for changes, of which there is one at a time.
 */
final class HealthNow {
    private final Function<AgentConfig, LiveHealth> making;
    private LiveHealth current;
    /** Windows that have closed since a change began; null while there is none. */
    private @Nullable List<Window> meanwhile;

    /** @param making of one that has not started */
    HealthNow(AgentConfig config, Function<AgentConfig, LiveHealth> making) {
        this.making = making;
        this.current = making.apply(config);
    }

    private synchronized LiveHealth current() {
        return current;
    }

    void start(Instant now) {
        current().start(now);
    }

    void closed(Window window) {
        LiveHealth told;
        synchronized (this) {
            if (meanwhile != null) {
                meanwhile.add(window);
            }
            told = current;
        }
        told.closed(window);
    }

    /** See {@link LiveHealth#current}. */
    HealthHistory at(Instant now) {
        return current().current(now);
    }

    /** @param recent windows that may not be in the store yet, each entity's in the order of time */
    void change(AgentConfig next, Supplier<List<Window>> recent, Instant now) {
        LiveHealth fresh = making.apply(next);
        synchronized (this) {
            meanwhile = new ArrayList<>();
        }
        fresh.start(now);
        recent.get().forEach(fresh::closed);
        synchronized (this) {
            List<Window> since = meanwhile == null ? List.of() : meanwhile;
            since.forEach(fresh::closed);
            meanwhile = null;
            current = fresh;
        }
    }
}
