package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.explain.Candidate;
import io.portent.explain.Candidates;
import io.portent.explain.Explainer;
import io.portent.explain.Explanation;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.simulate.ShopSimulation;
import io.portent.simulate.SimulationSpec;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is named is what drives the forecast: before failures that the model has never seen, taking it away lowers the chance most. */
final class FaithfulExplanationTest {
    private static final Instant START = SimulationSpec.DEFAULT_START;
    private static final Instant LEARNT = START.plus(Duration.ofDays(9));
    private static final Instant END = START.plus(Duration.ofDays(14));
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DRAWS = 5;

    @TempDir
    Path directory;

    @Test
    void withoutWhatIsNamed_theChanceFallsFurther_thanWithoutAsManyOthers() throws IOException {
        new ShopSimulation(new SimulationSpec(START, 14, 3)).write(directory, hour -> {});
        AgentConfig config = ConfigFile.parse("test", """
                entity: shop
                sources: [{name: app, files: ["%1$s/shop.json"], format: logstash}]
                model: {units: 8, ensemble: 1, epochs: 15, directory: "%1$s/models", max_age: 10000d}
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory), Map.of());
        InstantSource clock = InstantSource.fixed(END);
        Dl4jNetworks networks = new Dl4jNetworks();
        new Training(config, networks, clock, (doing, events) -> {}, new Patient())
                .train(new Training.Split(START, LEARNT, LEARNT, false));
        ModelDirectory.Named model =
                Objects.requireNonNull(new ModelDirectory(config.model().directory()).champion());
        Bundle bundle = model.bundle();
        Timeline timeline = LabelReading.of(config).alone().of("shop");
        // While it is orange the chance of orange is certain, whatever the logs say.
        HealthHistory health = new HealthHistory(List.of(), HealthState.GREEN);
        List<Window> windows;
        try (LogHistory.Reading reading =
                new LogHistory(config, clock, (doing, events) -> {}).read(Lookback.recogniser(bundle))) {
            reading.skipTo(Lookback.before(LEARNT, bundle));
            windows = reading.readAll();
        }
        List<Double> named = new ArrayList<>();
        List<Double> drawn = new ArrayList<>();
        try (Predictor predictor = new Predictor(config, model, networks)) {
            for (Instant onset : timeline.onsets(HealthState.RED, LEARNT, END)) {
                List<Window> data = before(windows, onset);
                if (data.size() == 60) {
                    ToDoubleFunction<List<Window>> chance =
                            some -> predictor.chance(some, health, END, HealthState.ORANGE, HOUR);
                    List<Candidate> candidates = new Candidates(bundle.codec(), id -> id, id -> null).in(data);
                    Explanation why = new Explainer(HealthState.ORANGE, HOUR).of(data, candidates, chance);
                    named.add(1 - why.without() / why.chance());
                    drawn.add(drawn(data, candidates, why, chance));
                }
            }
        }
        assertThat(named)
                .as("incidents held out")
                .hasSizeGreaterThanOrEqualTo(5)
                .doesNotContain(Double.NaN);
        assertThat(mean(named)).as("named %s, drawn %s", named, drawn).isGreaterThan(mean(drawn) + 0.1);
        for (int i = 0; i < named.size(); i++) {
            assertThat(named.get(i)).as("incident " + i).isGreaterThan(drawn.get(i));
        }
    }

    /** The last sixty windows that had ended before. */
    private static List<Window> before(List<Window> windows, Instant onset) {
        List<Window> before =
                windows.stream().filter(window -> window.end().isBefore(onset)).toList();
        return before.subList(Math.max(0, before.size() - 60), before.size());
    }

    /** The share that goes with as many drawn by lot from all that is there, on average. */
    private static double drawn(
            List<Window> data, List<Candidate> candidates, Explanation why, ToDoubleFunction<List<Window>> chance) {
        List<Candidate> there = new ArrayList<>(candidates.stream()
                .filter(one -> !one.without(data).equals(data))
                .toList());
        double sum = 0;
        for (int seed = 1; seed <= DRAWS; seed++) {
            Collections.shuffle(there, new Random(seed));
            List<Candidate> some =
                    there.subList(0, Math.min(there.size(), why.causes().size()));
            sum += 1 - chance.applyAsDouble(Explainer.without(data, some)) / why.chance();
        }
        return sum / DRAWS;
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
