package io.portent.agent;

import io.portent.forecast.Forecast;
import io.portent.metrics.openmetrics.PastForecasts;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Of the journal, what {@link WalkForward} has said of moments at which nobody was shown anything. Where a running agent has shown a
 * forecast, Prometheus has scraped that one, and a better one made afterwards would be no honest past.
 */
final class WalkedForecasts implements PastForecasts {
    private final Store store;
    private final Map<String, WalkForward.Part> parts = new HashMap<>();
    private final TimeSpan span;
    private final TreeSet<String> entities = new TreeSet<>();
    private final long unshown;
    private final long shown;

    /** @param walked in the order of time; at least one */
    WalkedForecasts(Store store, List<WalkForward.Part> walked) {
        this.store = store;
        walked.forEach(part -> parts.put(part.model(), part));
        this.span = new TimeSpan(
                walked.get(0).fold().from(),
                walked.get(walked.size() - 1).fold().until().plusMillis(1));
        Scan all = new Scan(forecast -> entities.add(forecast.entity()));
        all.over(null);
        this.unshown = all.unshown;
        this.shown = all.shown;
    }

    @Override
    public Collection<String> entities() {
        return entities;
    }

    @Override
    public void of(String entity, Consumer<Forecast> out) {
        new Scan(out).over(entity);
    }

    long unshown() {
        return unshown;
    }

    /** Moments of the parts at which another forecast was shown. */
    long shown() {
        return shown;
    }

    /** A run before this one may have left others under the same name, where its parts lay otherwise. */
    private boolean isWalked(ForecastJournal.Entry entry) {
        WalkForward.Part part = parts.get(entry.model());
        return part != null
                && entry.forecast().time().isAfter(part.fold().from())
                && !entry.forecast().time().isAfter(part.fold().until());
    }

    /** One pass. The journal has all entries of an entity's moment one after the other. */
    private final class Scan {
        private final Consumer<Forecast> out;
        private long unshown;
        private long shown;
        private @Nullable Forecast last;
        private @Nullable Forecast walked;
        private boolean wasShown;

        Scan(Consumer<Forecast> out) {
            this.out = out;
        }

        void over(@Nullable String entity) {
            store.forecasts().forecasts(entity, span, this::take);
            end();
        }

        private void take(ForecastJournal.Entry entry) {
            Forecast forecast = entry.forecast();
            if (last != null
                    && !(last.time().equals(forecast.time()) && last.entity().equals(forecast.entity()))) {
                end();
            }
            last = forecast;
            wasShown |= !entry.shadow();
            if (isWalked(entry)) {
                walked = forecast;
            }
        }

        /** Of a moment. */
        private void end() {
            if (walked != null && wasShown) {
                shown++;
            } else if (walked != null) {
                unshown++;
                out.accept(walked);
            }
            walked = null;
            wasShown = false;
        }
    }
}
