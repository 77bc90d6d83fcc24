package io.portent;

import io.portent.codec.WindowCodec;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.HealthPast;
import io.portent.dataset.Horizons;
import io.portent.dataset.Inputs;
import io.portent.dataset.Run;
import io.portent.event.Severity;
import io.portent.health.HealthHistory;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Builds encoded runs with a codec of two features: errors, and the minute of the window. */
public final class Runs {
    public static final Horizons HORIZONS =
            new Horizons(Duration.ZERO, List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30)));

    private Runs() {}

    public static EncodedRun encoded(List<Window> windows, HealthHistory health, Horizons horizons, Instant known) {
        return EncodedRun.of(
                Run.of(windows).get(0),
                new Inputs(new ErrorsAndMinute(), HealthPast.NONE),
                health,
                new HazardTargets(horizons, known),
                horizons);
    }

    public static EncodedRun encoded(List<Window> windows, HealthHistory health) {
        return encoded(windows, health, HORIZONS, Instant.MAX);
    }

    private static final class ErrorsAndMinute implements WindowCodec {
        @Override
        public List<String> features() {
            return List.of("errors", "minute");
        }

        @Override
        public void encode(Window window, float[] out, int offset) {
            out[offset] = window.atLeast(Severity.ERROR);
            out[offset + 1] = Duration.between(Histories.START, window.start()).toMinutes();
        }
    }
}
