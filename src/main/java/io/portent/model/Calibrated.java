package io.portent.model;

import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Hazards;
import io.portent.dataset.Horizons;

/**
 * Hazards, corrected by what came of such hazards before, cumulated to chances. The correction comes first: whatever it
 * does to hazards, the chances made of them never fall with the horizon.
 */
public final class Calibrated implements RiskModel {
    private final HazardModel model;
    private final Calibration calibration;
    private final Horizons horizons;

    public Calibrated(HazardModel model, Calibration calibration, Horizons horizons) {
        this.model = model;
        this.calibration = calibration;
        this.horizons = horizons;
    }

    @Override
    public float[] risks(EncodedRun run, int from, int to) {
        return risks(model.hazards(run, from, to), calibration, horizons);
    }

    /**
     * Chances of hazards.
     *
     * @param hazards [step][level][bucket]; NaN for a step without
     * @return [step][level][horizon]
     */
    public static float[] risks(float[] hazards, Calibration calibration, Horizons horizons) {
        int outputs = HazardTargets.outputs(horizons);
        int width = HazardTargets.LEVELS.size() * horizons.horizons().size();
        int steps = hazards.length / outputs;
        float[] risks = new float[steps * width];
        float[] corrected = new float[outputs];
        for (int step = 0; step < steps; step++) {
            for (int output = 0; output < outputs; output++) {
                corrected[output] = (float) calibration.of(output, hazards[step * outputs + output]);
            }
            Hazards.cumulate(horizons, corrected, 0, risks, step * width);
        }
        return risks;
    }
}
