package io.portent.demo;

import io.portent.agent.HistoryProgress;
import io.portent.agent.Training;
import io.portent.config.AgentConfig;
import io.portent.config.ModelConfig;
import io.portent.csv.LabelsCsv;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.pipeline.NotEnoughException;
import io.portent.simulate.SimulationSpec;
import io.portent.simulate.SimulationSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The demo, step by step: {@link #simulate}, {@link #train}, {@link #replay}. Each tells what it does and how long it took.
 *
 * <pre>
 *   |------------ learnt from ------------|--- held out: the backtest, and a failure that is replayed ---|
 * </pre>
 */
public final class Demo {
    private static final double HELD_OUT = 0.25;

    private final DemoPlan plan;
    private final NetworkFactory networks;
    private final LongSupplier nanos;
    private final Consumer<String> out;
    private final long began;
    private final SimulationSpec spec = new SimulationSpec(SimulationSpec.DEFAULT_START, DemoPlan.DAYS, DemoPlan.SEED);
    private double simulating;
    private double learning;

    /**
     * @param nanos a monotonic clock
     * @param out receives line by line what a person reads
     */
    public Demo(DemoPlan plan, NetworkFactory networks, LongSupplier nanos, Consumer<String> out) {
        this.plan = plan;
        this.networks = networks;
        this.nanos = nanos;
        this.out = out;
        this.began = nanos.getAsLong();
    }

    /** What will be trained, to tell how far it has come. */
    public static ModelConfig model(DemoPlan plan) {
        return DemoConfig.training(plan).model();
    }

    /**
     * Makes the history, where it is not there yet.
     *
     * @throws IOException also when the address to serve on is taken, which is better known now than later
     */
    public void simulate(LongConsumer hours) throws IOException {
        Address.checkFree(plan.listen());
        long start = nanos.getAsLong();
        SimulationSummary summary = new DemoHistory(plan.history(), spec).complete(hours);
        simulating = secondsSince(start);
        if (summary == null) {
            tell("1. %d days of a shop's logs are in %s from an earlier demo.", spec.days(), plan.history());
        } else {
            tell(
                    "1. Simulated %d days of a shop in %.0f s: %,d log lines, %d incidents, in %s.",
                    spec.days(), simulating, summary.lines(), summary.incidents(), plan.history());
        }
    }

    /** Learns from the first three quarters and scores on the rest. */
    public Training.Outcome train(HistoryProgress progress, TrainingListener listener) throws IOException {
        tell(
                "2. Learning what comes before a failure, from the logs and labels until %s; the later %s are held out.",
                heldOutFrom(), words(Duration.between(heldOutFrom(), end())));
        long start = nanos.getAsLong();
        AgentConfig config = DemoConfig.training(plan);
        // As of the end of the history: to a clock that is behind it, its lines would come from the future.
        Training training = new Training(config, networks, InstantSource.fixed(end()), progress, listener);
        Training.Outcome outcome = training.train(new Training.Split(spec.start(), heldOutFrom(), end(), false));
        learning = secondsSince(start);
        tell("   Learnt and scored in %.0f s: model %s in %s.", learning, outcome.version(), plan.models());
        return outcome;
    }

    /** How much the backtest stands on. */
    public String scoredOn() throws IOException {
        int failures = timeline()
                .onsets(HealthState.RED, heldOutFrom(), end().minusMillis(1))
                .size();
        return String.format(
                Locale.ROOT,
                "These scores stand on %d failures in the %s held out, sudden crashes included: few, so take them as a hint.",
                failures,
                words(Duration.between(heldOutFrom(), end())));
    }

    /**
     * Runs the daemon while a failure of the held-out time is replayed.
     *
     * @param stop told to end
     * @return whether red was forecast before the failure; false also when it was told to end before
     */
    public boolean replay(CountDownLatch stop) throws IOException, InterruptedException {
        Incident incident = incident();
        tell(
                "3. The daemon runs while the failure of %s is replayed in quick motion, a minute in four seconds (times are"
                        + " simulated, UTC).%n   It is the first of the held-out time that can show beforehand, with"
                        + " %s of quiet before it: chosen from the list of faults, which the agent never sees, and"
                        + " before any forecast of it was looked at.%n   The daemon follows the log as it grows; what"
                        + " the labels say of the present is its observed health.",
                incident.failure().toString().substring(0, 10) + " (a " + incident.kind() + ")",
                words(Incident.QUIET_BEFORE));
        long start = nanos.getAsLong();
        QuickMotion.Ending ending = new QuickMotion(plan, networks, nanos, out).show(incident, timeline(), stop);
        String red = ending.firstRedAt() == null
                ? "no red forecast"
                : String.format(
                        Locale.ROOT,
                        "%.0f s from the start to the first red forecast",
                        (ending.firstRedAt() - began) / 1e9);
        tell(
                "Took: simulating %.0f s, learning %.0f s, replay %.0f s; %s; %.0f s in all.",
                simulating, learning, secondsSince(start), red, secondsSince(began));
        return ending.warned();
    }

    private Incident incident() throws IOException {
        return Incident.first(InjectedFault.read(plan.faults()), timeline(), heldOutFrom())
                .orElseThrow(() -> new NotEnoughException("no failure to replay: the last quarter of " + plan.history()
                        + " has none with precursors and " + words(Incident.QUIET_BEFORE) + " of quiet before"));
    }

    private Timeline timeline() throws IOException {
        return new HealthHistory(LabelsCsv.read(plan.labels()), null).of(DemoConfig.ENTITY);
    }

    private Instant end() {
        return spec.start().plus(Duration.ofDays(spec.days()));
    }

    private Instant heldOutFrom() {
        return end().minusSeconds((long) (Duration.ofDays(spec.days()).toSeconds() * HELD_OUT));
    }

    private static String words(Duration duration) {
        double days = duration.toHours() / 24.0;
        return days < 1 ? duration.toHours() + " hours" : String.format(Locale.ROOT, "%.1f days", days);
    }

    private double secondsSince(long start) {
        return (nanos.getAsLong() - start) / 1e9;
    }

    private void tell(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }
}
