package io.portent.store.memory;

import io.portent.store.ForecastJournal;
import io.portent.store.Housekeeping;
import io.portent.store.InterventionLog;
import io.portent.store.LabelBook;
import io.portent.store.Leases;
import io.portent.store.ModelShelf;
import io.portent.store.OutcomeLog;
import io.portent.store.Store;
import io.portent.store.WindowReader;
import io.portent.store.WindowWriter;
import java.time.Instant;
import java.util.function.Predicate;

/** Keeps everything in maps. Thread-safe: every part guards itself. Nothing bounds it but {@link #housekeeping}. */
public final class MemoryStore implements Store {
    private final MemoryWindows windows = new MemoryWindows();
    private final MemoryForecasts forecasts = new MemoryForecasts();
    private final MemoryLabels labels = new MemoryLabels();
    private final MemoryInterventions interventions = new MemoryInterventions();
    private final MemoryOutcomes outcomes = new MemoryOutcomes();
    private final MemoryModels models = new MemoryModels();
    private final MemoryLeases leases = new MemoryLeases();

    @Override
    public WindowWriter windowWriter() {
        return windows;
    }

    @Override
    public WindowReader windowReader() {
        return windows;
    }

    @Override
    public ForecastJournal forecasts() {
        return forecasts;
    }

    @Override
    public LabelBook labels() {
        return labels;
    }

    @Override
    public InterventionLog interventions() {
        return interventions;
    }

    @Override
    public OutcomeLog outcomes() {
        return outcomes;
    }

    @Override
    public ModelShelf models() {
        return models;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public Housekeeping housekeeping() {
        return new Sweep();
    }

    @Override
    public void check() {}

    @Override
    public void close() {}

    private final class Sweep implements Housekeeping {
        /** Rough: a window with some thirty templates, and a forecast of three horizons. */
        private static final long BYTES_PER_WINDOW = 2_000;

        private static final long BYTES_PER_FORECAST = 400;

        @Override
        public Pruned prune(Retention rule, Instant now) {
            Instant cut = now.minus(rule.age());
            Pruned pruned = before(time -> time.isBefore(cut));
            Instant oldest = windows.oldest();
            while (bytes() > rule.bytes() && oldest != null) {
                Instant last = oldest;
                pruned = pruned.plus(before(time -> !time.isAfter(last)));
                oldest = windows.oldest();
            }
            return pruned;
        }

        private Pruned before(Predicate<Instant> old) {
            return new Pruned(windows.forget(old), forecasts.forget(old), outcomes.forget(old));
        }

        @Override
        public long bytes() {
            return windows.size() * BYTES_PER_WINDOW + forecasts.size() * BYTES_PER_FORECAST;
        }
    }
}
