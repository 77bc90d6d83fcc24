package io.portent.codec.log;

import io.portent.codec.WindowCodec;
import io.portent.window.Window;
import java.util.List;

/** The health codec. A missing value becomes the training mean, that is 0; nothing leaves [-{@value #BOUND}, {@value #BOUND}]. */
public final class LogCodec implements WindowCodec {
    /** Five deviations: far enough to tell much from very much, near enough that no hostile count rules the network. */
    private static final double BOUND = 5;

    private final List<ScaledFeature> scaled;
    private final Feature[] features;

    public LogCodec(List<ScaledFeature> scaled) {
        this.scaled = List.copyOf(scaled);
        this.features =
                this.scaled.stream().map(one -> FeatureName.parse(one.name())).toArray(Feature[]::new);
    }

    /** What a bundle stores; the constructor takes it back. */
    public List<ScaledFeature> scaled() {
        return scaled;
    }

    @Override
    public List<String> features() {
        return scaled.stream().map(ScaledFeature::name).toList();
    }

    @Override
    public void encode(Window window, float[] out, int offset) {
        for (int i = 0; i < features.length; i++) {
            ScaledFeature scaling = scaled.get(i);
            double value = (features[i].of(window) - scaling.mean()) / scaling.deviation();
            out[offset + i] = Double.isNaN(value) ? 0 : (float) Math.max(-BOUND, Math.min(BOUND, value));
        }
    }
}
