package io.portent.dataset;

import io.portent.codec.WindowCodec;
import io.portent.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Windows of one entity without a hole between them. Immutable. */
public final class Run {
    private final String entity;
    private final List<Window> windows;

    private Run(String entity, List<Window> windows) {
        this.entity = entity;
        this.windows = List.copyOf(windows);
    }

    /** Cuts windows into runs; windows of each entity must come in time order, entities may be mixed. */
    public static List<Run> of(List<Window> windows) {
        Map<String, List<Window>> open = new LinkedHashMap<>();
        List<Run> runs = new ArrayList<>();
        for (Window window : windows) {
            List<Window> run = open.computeIfAbsent(window.entity(), entity -> new ArrayList<>());
            if (!run.isEmpty() && !run.get(run.size() - 1).end().equals(window.start())) {
                runs.add(new Run(window.entity(), run));
                run.clear();
            }
            run.add(window);
        }
        open.forEach((entity, run) -> runs.add(new Run(entity, run)));
        return runs;
    }

    public String entity() {
        return entity;
    }

    public int size() {
        return windows.size();
    }

    public Window window(int step) {
        return windows.get(step);
    }

    /** When the step's window ended: the moment of a forecast that has seen it. */
    public Instant moment(int step) {
        return windows.get(step).end();
    }

    /** Vectors of all steps, [step][feature] in one array. */
    public float[] encode(WindowCodec codec) {
        int features = codec.features().size();
        float[] vectors = new float[windows.size() * features];
        for (int step = 0; step < windows.size(); step++) {
            codec.encode(windows.get(step), vectors, step * features);
        }
        return vectors;
    }
}
