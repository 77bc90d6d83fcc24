package io.portent.dataset;

import io.portent.codec.WindowCodec;
import io.portent.event.Severity;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one entity without a hole between them. Immutable, if the list is that they were cut from: the windows stay there
 * and are asked for again when they are encoded, since a list that decodes them on demand takes a tenth of their memory.
 */
public final class Run {
    private final String entity;
    private final List<Window> all;
    private final int[] steps;
    private final Instant[] moments;
    private final int[] errors;
    private final Duration length;

    private Run(List<Window> all, Open open) {
        this.entity = open.entity;
        this.all = all;
        this.steps = Arrays.copyOf(open.steps, open.size);
        this.moments = Arrays.copyOf(open.moments, open.size);
        this.errors = Arrays.copyOf(open.errors, open.size);
        this.length = open.length;
    }

    /** Cuts windows into runs; windows of each entity must come in time order, entities may be mixed. */
    public static List<Run> of(List<Window> windows) {
        Map<String, Open> open = new LinkedHashMap<>();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            Open run = open.get(window.entity());
            if (run != null && !run.isFollowedBy(window)) {
                runs.add(new Run(windows, run));
                run = null;
            }
            if (run == null) {
                run = new Open(window);
                open.put(window.entity(), run);
            }
            run.add(i, window);
        }
        open.values().forEach(run -> runs.add(new Run(windows, run)));
        return runs;
    }

    /** A run that may go on. */
    private static final class Open {
        private final String entity;
        private final Duration length;
        private int[] steps = new int[16];
        private @Nullable Instant[] moments = new @Nullable Instant[16];
        private int[] errors = new int[16];
        private int size;

        Open(Window first) {
            this.entity = first.entity();
            this.length = first.length();
        }

        boolean isFollowedBy(Window window) {
            return window.start().equals(moments[size - 1]);
        }

        void add(int index, Window window) {
            if (size == steps.length) {
                steps = Arrays.copyOf(steps, 2 * size);
                moments = Arrays.copyOf(moments, 2 * size);
                errors = Arrays.copyOf(errors, 2 * size);
            }
            steps[size] = index;
            moments[size] = window.end();
            errors[size++] = window.atLeast(Severity.ERROR);
        }
    }

    public String entity() {
        return entity;
    }

    public int size() {
        return steps.length;
    }

    /** Of its first window. */
    public Duration windowLength() {
        return length;
    }

    /** Events of the step's window that were errors or worse. */
    public int errors(int step) {
        return errors[step];
    }

    /** When the step's window ended: the moment of a forecast that has seen it. */
    public Instant moment(int step) {
        return moments[step];
    }

    /** Vectors of all steps, [step][width] in one array; what the codec does not fill of a row is left zero. */
    float[] encode(WindowCodec codec, int width) {
        float[] vectors = new float[steps.length * width];
        for (int step = 0; step < steps.length; step++) {
            codec.encode(all.get(steps[step]), vectors, step * width);
        }
        return vectors;
    }
}
