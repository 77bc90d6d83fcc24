package io.portent.agent;

import io.portent.bundle.Bundle;
import io.portent.model.Ringing;
import io.portent.pipeline.FrozenRecogniser;
import io.portent.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;

/** From where on logs must be read for a forecast at a given time. */
final class Lookback {
    private Lookback() {}

    static FrozenRecogniser recogniser(Bundle bundle) {
        return new FrozenRecogniser(
                bundle.templates(),
                bundle.slots(),
                memory(bundle.window(), bundle.spec().dataWindow()));
    }

    /** How long an unknown message is remembered: a data window, so that no start has to read much further back. */
    static Duration memory(WindowSpec window, int dataWindow) {
        return window.length().multipliedBy(dataWindow);
    }

    /** For a forecast that knows which alarms ring: as many windows earlier as they may ring on. */
    static Instant beforeAlarms(Instant time, Bundle bundle) {
        return before(time.minus(bundle.window().length().multipliedBy(Ringing.LONGEST)), bundle);
    }

    static Instant before(Instant time, Bundle bundle) {
        return before(time, bundle.window(), bundle.spec().dataWindow());
    }

    /**
     * A data window before it, two windows more for those that are cut at the ends, and the lateness; then back to where
     * unknown messages begin to be remembered.
     */
    static Instant before(Instant time, WindowSpec window, int dataWindow) {
        Instant needed =
                time.minus(window.length().multipliedBy(dataWindow + 2L)).minus(window.lateness());
        return FrozenRecogniser.startOfSpan(needed, memory(window, dataWindow));
    }
}
