package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.config.LabelsConfig;
import io.portent.health.HealthHistory;
import io.portent.labels.LiveHealth;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of health by the labels that are configured now. Where these change, files and store are asked anew and new rules look back, as
 * at a start; what fails leaves what was known, and no window that closes meanwhile is passed over. Thread-safe, but for changes, of which there is one at a time.
 */
final class HealthNow {
    private LiveHealth current;
    private LabelsConfig labels;
    private Duration staleAfter;
    /** Windows that have closed since a change began; null while there is none. */
    private @Nullable List<Window> meanwhile;

    /** @param first by that configuration, and not started */
    HealthNow(AgentConfig config, LiveHealth first) {
        this.current = first;
        this.labels = config.labels();
        this.staleAfter = config.forecast().staleAfter();
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

    /**
     * By this configuration from now on. Where it throws, all is as before.
     *
     * @param recent windows that may not be in the store yet, each entity's in the order of time
     */
    void change(AgentConfig next, Supplier<List<Window>> recent, Instant now) {
        if (next.labels().equals(labels) && next.forecast().staleAfter().equals(staleAfter)) {
            return;
        }
        synchronized (this) {
            meanwhile = new ArrayList<>();
        }
        try {
            LiveHealth fresh =
                    current().successor(next.labels(), next.forecast().staleAfter());
            fresh.start(now);
            recent.get().forEach(fresh::closed);
            turnTo(fresh);
            labels = next.labels();
            staleAfter = next.forecast().staleAfter();
        } finally {
            synchronized (this) {
                meanwhile = null;
            }
        }
    }

    private synchronized void turnTo(LiveHealth fresh) {
        List<Window> since = meanwhile == null ? List.of() : meanwhile;
        since.forEach(fresh::closed);
        current = fresh;
    }
}
