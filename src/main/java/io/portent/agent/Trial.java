package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.csv.ForecastsCsv;
import io.portent.dataset.Horizons;
import io.portent.evaluate.Incident;
import io.portent.evaluate.Judge;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Traces;
import io.portent.forecast.Forecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.metrics.Contribution;
import io.portent.model.NetworkFactory;
import io.portent.pipeline.Evaluation;
import io.portent.window.Window;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks models about time that they have not learnt from, part by part, and gathers what a judge and a reader need. */
final class Trial implements Closeable {
    /** Incidents that are explained, those of red first; the others are only listed. */
    private static final int EXPLAINED = 200;

    private final NetworkFactory networks;
    private final String judged;
    private final Judge judge;
    private final Traces traces;
    private final @Nullable ForecastsCsv csv;
    private final List<Part> parts = new ArrayList<>();

    private record Part(Judgement.Part span, Bundle bundle, List<Window> windows, HealthHistory health) {
        boolean holds(@Nullable Instant moment) {
            return moment != null && !moment.isBefore(span.from()) && !moment.isAfter(span.until());
        }
    }

    /**
     * Begins.
     *
     * @param judged name of what is judged, in every part
     * @param csv receives every forecast; null: none written
     */
    Trial(NetworkFactory networks, String judged, Horizons horizons, long seed, @Nullable Path csv) throws IOException {
        this.networks = networks;
        this.judged = judged;
        this.judge = new Judge(horizons, seed);
        this.traces = new Traces(horizons.horizons().size());
        this.csv = csv == null ? null : new ForecastsCsv(csv);
    }

    /**
     * What came of it.
     *
     * @param drivers templates behind the clearest forecast before an incident, the strongest first
     */
    record Findings(Judgement judgement, Traces traces, Map<Incident, List<Contribution>> drivers) {}

    /** @param windows that the evaluation asks of, recognised as a running agent would */
    void ask(Judgement.Part span, Evaluation evaluation, Bundle bundle, List<Window> windows, HealthHistory health)
            throws IOException {
        try {
            judge.begin(span);
            evaluation.run(networks, this::write, judge, judged);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        parts.add(new Part(span, bundle, windows, health));
    }

    private void write(Forecast forecast) {
        traces.accept(forecast);
        try {
            if (csv != null) {
                csv.write(forecast);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** @param health of all parts */
    Findings findings(HealthHistory health) {
        Judgement judgement = judge.judge(health);
        List<Incident> explained = judgement.seen().stream()
                .sorted(Comparator.comparing((Incident one) -> one.level() != HealthState.RED))
                .limit(EXPLAINED)
                .toList();
        Map<Incident, List<Contribution>> drivers = new LinkedHashMap<>();
        for (Part part : parts) {
            List<Incident> own =
                    explained.stream().filter(one -> part.holds(one.clearest())).toList();
            drivers.putAll(new Drivers(part.bundle(), part.windows(), part.health()).of(own, networks));
        }
        return new Findings(judgement, traces, drivers);
    }

    @Override
    public void close() throws IOException {
        if (csv != null) {
            csv.close();
        }
    }
}
