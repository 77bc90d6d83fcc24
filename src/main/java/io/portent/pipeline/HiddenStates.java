package io.portent.pipeline;

import io.portent.bundle.Bundle;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Run;
import io.portent.forecast.Forecast;
import io.portent.forecast.Forecaster;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.heatmap.Axis;
import io.portent.heatmap.Band;
import io.portent.heatmap.HeatMap;
import io.portent.heatmap.Tint;
import io.portent.model.NetworkFactory;
import io.portent.model.OpenModel;
import io.portent.model.Ringing;
import io.portent.model.engine.Answers;
import io.portent.model.engine.Shape;
import io.portent.model.engine.Stepper;
import io.portent.model.engine.WeightsFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the hidden units of a bundle's first network hold at each forecast: a row per unit, a column per window, and above them the
 * whole ensemble's forecast and what the health was.
 *
 * <p>Each column is read as {@link io.portent.model.Recurrent} reads: from zero, over the data window that ends with it. So a column is what the
 * forecast above it was made from, and not the state of a network that has read all before.
 */
public final class HiddenStates {
    private final Bundle bundle;
    private final Shape shape;
    private final float[] weights;
    private final Function<Duration, String> horizonNames;

    /** @throws NotEnoughException if a baseline serves, which has no hidden units */
    public HiddenStates(Bundle bundle, WeightsFile file, Function<Duration, String> horizonNames) {
        if (bundle.networks().isEmpty()) {
            throw new NotEnoughException(
                    "the model has no network: " + bundle.servedBy() + " serves, and it has no hidden units to show");
        }
        this.bundle = bundle;
        this.shape = new Shape(
                bundle.spec().network(),
                bundle.inputs().size(),
                bundle.spec().units(),
                bundle.spec().layers(),
                HazardTargets.outputs(bundle.horizons()),
                Answers.HAZARDS);
        this.weights = file.read(bundle.networks().get(0));
        this.horizonNames = horizonNames;
    }

    private int units() {
        return shape.units();
    }

    /**
     * The forecasts of a run.
     *
     * @param after columns are windows that ended later; those before are read where a data window reaches back to them
     * @param layer 0 is the one that reads the windows
     * @throws NotEnoughException if the run is shorter than a data window
     */
    public HeatMap of(Run run, HealthHistory health, NetworkFactory networks, Instant after, int layer) {
        if (shape.kind().bidirectional()) {
            throw new NotEnoughException(
                    "the model is a " + shape.kind().label()
                            + " network, whose units see later windows before earlier ones, too: there is no state after a window to be shown");
        }
        int from = bundle.spec().dataWindow() - 1;
        while (from < run.size() && !run.moment(from).isAfter(after)) {
            from++;
        }
        if (from >= run.size()) {
            throw new NotEnoughException("the last unbroken stretch has " + run.size() + " windows, the model reads "
                    + bundle.spec().dataWindow() + " at a time");
        }
        HeatMap.requireSize(units(), run.size() - from);
        HazardTargets targets = new HazardTargets(bundle.horizons(), run.moment(run.size() - 1));
        EncodedRun encoded = EncodedRun.of(run, bundle.inputs(), health, targets, bundle.horizons());
        return new HeatMap(
                "Hidden units of layer " + (layer + 1) + " over " + run.entity(),
                note(layer),
                new Axis(
                        "unit",
                        IntStream.rangeClosed(1, units())
                                .mapToObj(Integer::toString)
                                .toList()),
                new Axis("window", times(run, from)),
                values(encoded, from, layer),
                bands(encoded, health, networks, from));
    }

    private String note(int layer) {
        return String.format(
                Locale.ROOT,
                "%s, layer %d of %d of the first of %d networks, trained until %s. Each column is a window, named by its end, and the state after the %d windows that end with it,"
                        + " read from zero; above it the forecast of all networks, and the health of that moment.",
                shape.kind().label(),
                layer + 1,
                shape.layers(),
                bundle.networks().size(),
                bundle.card().trainedUntil(),
                bundle.spec().dataWindow());
    }

    private static List<String> times(Run run, int from) {
        return IntStream.range(from, run.size())
                .mapToObj(step -> run.moment(step).toString())
                .toList();
    }

    private float[] values(EncodedRun run, int from, int layer) {
        int columns = run.run().size() - from;
        float[] values = new float[units() * columns];
        Stepper stepper = new Stepper(shape, weights);
        for (int column = 0; column < columns; column++) {
            stepper.forget();
            for (int step = from + column - bundle.spec().dataWindow() + 1; step <= from + column; step++) {
                stepper.read(run.vectors(), step * run.features());
            }
            float[] hidden = stepper.hidden(layer);
            for (int unit = 0; unit < hidden.length; unit++) {
                values[unit * columns + column] = hidden[unit];
            }
        }
        return values;
    }

    private List<Band> bands(EncodedRun encoded, HealthHistory health, NetworkFactory networks, int from) {
        Run run = encoded.run();
        List<Forecast> forecasts = new ArrayList<>();
        List<Band.Cell> labels = new ArrayList<>();
        int width = HazardTargets.LEVELS.size() * bundle.horizons().horizons().size();
        Forecaster forecaster = new Forecaster(bundle.horizons(), bundle.thresholds());
        Ringing ringing = new Ringing(bundle.horizons().horizons().size());
        try (OpenModel network = bundle.open(networks)) {
            float[] risks = network.risks(encoded, from, run.size());
            for (int step = from; step < run.size(); step++) {
                HealthState now = health.of(run.entity()).at(run.moment(step));
                forecasts.add(forecaster.of(
                        run.entity(), run.moment(step), risks, (step - from) * width, now, ringing, "too few windows"));
                labels.add(label(encoded.state(step)));
            }
        }
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < bundle.horizons().horizons().size(); i++) {
            int horizon = i;
            bands.add(new Band(
                    "red within "
                            + horizonNames.apply(bundle.horizons().horizons().get(i)),
                    forecasts.stream()
                            .map(forecast -> chance(forecast.horizons().get(horizon)))
                            .toList()));
        }
        bands.add(new Band("health then", labels));
        return bands;
    }

    private static Band.Cell chance(HorizonForecast forecast) {
        HealthState state = forecast.state();
        String detail = String.format(
                Locale.ROOT, "%.1f %%, forecast %s", 100 * forecast.red(), state == null ? "unknown" : state.label());
        return new Band.Cell(
                String.format(Locale.ROOT, "%.0f", 100 * forecast.red()), detail, Tint.RED, forecast.red());
    }

    private static Band.Cell label(@Nullable HealthState state) {
        if (state == null) {
            return new Band.Cell("?", "unknown", Tint.UNKNOWN, 1);
        }
        Tint tint = switch (state) {
            case GREEN -> Tint.GREEN;
            case ORANGE -> Tint.ORANGE;
            case RED -> Tint.RED;
        };
        return new Band.Cell(state.label().substring(0, 1), state.label(), tint, 1);
    }
}
