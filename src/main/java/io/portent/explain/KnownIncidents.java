package io.portent.explain;

import io.portent.codec.WindowCodec;
import io.portent.health.HealthState;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the logs said before past incidents, for comparison with the present. Not thread-safe while it is filled; then it never changes.
 *
 * <pre>
 *   ... | block | block | block |  lag  | onset       the last 15 windows, as the means of three blocks, at every lag
 * </pre>
 *
 * Compared is what was unusual: scaled features further than one deviation from the mean, without the time of day. Two moments are as
 * alike as the cosine of their vectors. The same is done for calm stretches: only what is liker to an incident than
 * {@value #CALMER} % of those are to any is said to be like it, since a quiet hour is always a little like the quiet before a failure.
 */
public final class KnownIncidents {
    private static final int BLOCKS = 3;
    private static final int BLOCK = 5;
    /** Windows that one comparison looks at. */
    public static final int LENGTH = BLOCKS * BLOCK;
    /** Windows before the onset that are looked at for a moment like the present. */
    public static final int LONGEST_LAG = 45;

    /** Blocks are longer: a moment between two lags is still like both. */
    private static final int STRIDE = 3;

    private static final int CALMER = 95;
    /** Less is not alike, whatever calm hours are. */
    private static final double LEAST = 0.4;
    /** Values lie within five deviations and are kept in steps of a 24th. */
    private static final float STEP = 1 / 24f;

    private final WindowCodec codec;
    private final boolean[] calendar;
    private final List<Moment> moments = new ArrayList<>();
    private final List<float[]> calm = new ArrayList<>();
    private int incidents;
    private double threshold = LEAST;

    /** Before an incident. */
    private static final class Moment {
        private final String entity;
        private final Instant time;
        private final Instant onset;
        private final HealthState state;
        private final byte[] vector;
        private final double norm;

        Moment(Window last, Instant onset, HealthState state, byte[] vector, double norm) {
            this.entity = last.entity();
            this.time = last.end();
            this.onset = onset;
            this.state = state;
            this.vector = vector;
            this.norm = norm;
        }
    }

    public KnownIncidents(WindowCodec codec) {
        this.codec = codec;
        List<String> features = codec.features();
        this.calendar = new boolean[features.size()];
        for (int i = 0; i < calendar.length; i++) {
            String name = features.get(i);
            calendar[i] = name.startsWith("DAY_") || name.startsWith("WEEK_");
        }
    }

    /**
     * Remembers an incident.
     *
     * @param before the windows that ended before it, without a hole, the last of them just before; too few: nothing is remembered
     */
    public void add(Instant onset, HealthState state, List<Window> before) {
        if (before.size() < LENGTH) {
            return;
        }
        incidents++;
        List<float[]> steps = encode(before);
        for (int end = before.size(); end >= LENGTH && before.size() - end <= LONGEST_LAG; end -= STRIDE) {
            float[] vector = blocks(steps, end);
            byte[] kept = new byte[vector.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = (byte) Math.round(vector[i] / STEP);
            }
            double norm = norm(vector);
            if (norm > 0) {
                moments.add(new Moment(before.get(end - 1), onset, state, kept, norm));
            }
        }
    }

    /** Remembers the last windows of a stretch of which nothing came. */
    public void addCalm(List<Window> windows) {
        if (windows.size() >= LENGTH) {
            calm.add(blocks(encode(windows), windows.size()));
        }
    }

    /** To be called when all are there: from what likeness on something is alike. */
    public void settle() {
        double[] likest = calm.stream()
                .mapToDouble(vector -> {
                    Resemblance.Incident one = nearest(vector, Instant.MAX);
                    return one == null ? 0 : one.likeness();
                })
                .sorted()
                .toArray();
        calm.clear();
        if (likest.length > 0) {
            threshold = Math.max(LEAST, likest[Math.min(likest.length - 1, likest.length * CALMER / 100)]);
        }
    }

    /** Incidents that began before the end of the windows are compared with them. */
    public Resemblance to(List<Window> windows) {
        if (windows.size() < LENGTH) {
            return new Resemblance(incidents, null);
        }
        Instant now = windows.get(windows.size() - 1).end();
        Resemblance.Incident nearest = nearest(blocks(encode(windows), windows.size()), now);
        return new Resemblance(incidents, nearest != null && nearest.likeness() > threshold ? nearest : null);
    }

    private Resemblance.@Nullable Incident nearest(float[] vector, Instant now) {
        double norm = norm(vector);
        Moment best = null;
        double likest = 0;
        for (Moment moment : moments) {
            if (norm > 0 && !moment.onset.isAfter(now)) {
                double likeness = dot(vector, moment.vector) / (norm * moment.norm);
                if (likeness > likest) {
                    likest = likeness;
                    best = moment;
                }
            }
        }
        return best == null
                ? null
                : new Resemblance.Incident(best.entity, best.time, best.onset, best.state, Math.min(1, likest));
    }

    private List<float[]> encode(List<Window> windows) {
        List<float[]> steps = new ArrayList<>();
        for (Window window : windows) {
            float[] vector = new float[calendar.length];
            codec.encode(window, vector, 0);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = calendar[i] ? 0 : Math.signum(vector[i]) * Math.max(0, Math.abs(vector[i]) - 1);
            }
            steps.add(vector);
        }
        return steps;
    }

    private float[] blocks(List<float[]> steps, int end) {
        float[] means = new float[BLOCKS * calendar.length];
        for (int back = 0; back < LENGTH; back++) {
            float[] step = steps.get(end - 1 - back);
            int to = back / BLOCK * calendar.length;
            for (int i = 0; i < step.length; i++) {
                means[to + i] += step[i] / BLOCK;
            }
        }
        return means;
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double dot(float[] vector, byte[] kept) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += vector[i] * kept[i] * STEP;
        }
        return sum;
    }
}
