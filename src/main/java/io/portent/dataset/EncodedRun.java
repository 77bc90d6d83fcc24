package io.portent.dataset;

import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run as numbers: vectors, targets and masks of every step. Owns its arrays; readers must not write to them. */
public final class EncodedRun {
    private final Run run;
    private final int features;
    private final List<Integer> unread;
    private final int outputs;
    private final float[] vectors;
    private final float[] targets;
    private final float[] masks;
    /** [step][level][horizon], as {@link Hazards#outcome}. */
    private final byte[] outcomes;

    private final @Nullable HealthState[] states;

    private EncodedRun(Run run, Inputs inputs, int outputs, int questions, float[] vectors) {
        this.run = run;
        this.features = inputs.size();
        this.unread = inputs.unread();
        this.outputs = outputs;
        this.vectors = vectors;
        this.targets = new float[run.size() * outputs];
        this.masks = new float[run.size() * outputs];
        this.outcomes = new byte[run.size() * questions];
        this.states = new HealthState[run.size()];
    }

    public static EncodedRun of(
            Run run, Inputs inputs, HealthHistory health, HazardTargets hazards, Horizons horizons) {
        int questions = HazardTargets.LEVELS.size() * horizons.horizons().size();
        Timeline timeline = health.of(run.entity());
        EncodedRun encoded = new EncodedRun(
                run, inputs, HazardTargets.outputs(horizons), questions, run.encode(inputs.codec(), inputs.size()));
        inputs.past()
                .write(
                        run,
                        timeline,
                        encoded.vectors,
                        inputs.size(),
                        inputs.codec().features().size());
        for (int step = 0; step < run.size(); step++) {
            encoded.states[step] = HazardTargets.state(timeline, run.moment(step));
            hazards.write(timeline, run.moment(step), encoded.targets, encoded.masks, step * encoded.outputs);
            hazards.writeOutcomes(timeline, run.moment(step), encoded.outcomes, step * questions);
        }
        return encoded;
    }

    public Run run() {
        return run;
    }

    /** The entity's state at the step's moment; null where no label tells, or where it is doubtful. */
    public @Nullable HealthState state(int step) {
        return states[step];
    }

    public int features() {
        return features;
    }

    /** Features that the logs have no part in. */
    public List<Integer> unread() {
        return unread;
    }

    public int outputs() {
        return outputs;
    }

    /** [step][feature]. */
    public float[] vectors() {
        return vectors;
    }

    /** [step][output], 0 or 1. */
    public float[] targets() {
        return targets;
    }

    /** [step][output], 1 where the target counts. */
    public float[] masks() {
        return masks;
    }

    byte outcome(int index) {
        return outcomes[index];
    }
}
