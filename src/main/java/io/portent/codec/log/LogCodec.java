package io.portent.codec.log;

import io.portent.codec.WindowCodec;
import io.portent.window.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The health codec. A missing value becomes the training mean, that is 0; nothing leaves [-{@value #BOUND}, {@value #BOUND}]. */
public final class LogCodec implements WindowCodec {
    /** Five deviations: far enough to tell much from very much, near enough that no hostile count rules the network. */
    private static final double BOUND = 5;

    private final List<ScaledFeature> scaled;
    private final Feature[] features;

    /** The vector of a window that counts nothing: most of what could be counted is not there in most windows. */
    private final float[] nothing;

    /** Columns that are read off every window; the others are filled from what a window has counted. */
    private final int[] always;

    private final Map<String, Integer> templates = new HashMap<>();
    private final Map<String, Integer> values = new HashMap<>();
    private final Map<String, Integer> exceptions = new HashMap<>();

    public LogCodec(List<ScaledFeature> scaled) {
        this.scaled = List.copyOf(scaled);
        this.features =
                this.scaled.stream().map(one -> FeatureName.parse(one.name())).toArray(Feature[]::new);
        this.nothing = new float[features.length];
        this.always = IntStream.range(0, features.length)
                .filter(column -> !isCounted(column))
                .toArray();
        for (int column = 0; column < nothing.length; column++) {
            nothing[column] = scaled(column, Math.log1p(0));
        }
    }

    /** Remembers the column of a count. */
    private boolean isCounted(int column) {
        Feature feature = features[column];
        if (feature instanceof Feature.TemplateCount template) {
            return templates.putIfAbsent(template.id(), column) == null;
        }
        if (feature instanceof Feature.ValueCount value) {
            return values.putIfAbsent(value.value(), column) == null;
        }
        return feature instanceof Feature.ExceptionCount exception
                && exceptions.putIfAbsent(exception.type(), column) == null;
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
    public List<Integer> clock() {
        return IntStream.range(0, features.length)
                .filter(column -> features[column] instanceof Feature.Clock)
                .boxed()
                .toList();
    }

    @Override
    public void encode(Window window, float[] out, int offset) {
        System.arraycopy(nothing, 0, out, offset, nothing.length);
        for (int column : always) {
            out[offset + column] = scaled(column, features[column].of(window));
        }
        count(window.templates(), templates, out, offset);
        count(window.values(), values, out, offset);
        count(window.exceptions(), exceptions, out, offset);
    }

    private void count(Map<String, Integer> counts, Map<String, Integer> columns, float[] out, int offset) {
        counts.forEach((name, count) -> {
            Integer column = columns.get(name);
            if (column != null) {
                out[offset + column] = scaled(column, Math.log1p(count));
            }
        });
    }

    private float scaled(int column, double raw) {
        ScaledFeature scaling = scaled.get(column);
        double value = (raw - scaling.mean()) / scaling.deviation();
        return Double.isNaN(value) ? 0 : (float) Math.max(-BOUND, Math.min(BOUND, value));
    }
}
