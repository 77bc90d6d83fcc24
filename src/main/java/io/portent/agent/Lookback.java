package io.portent.agent;

import io.portent.bundle.Bundle;
import java.time.Instant;

/** From where on logs must be read for a forecast at a given time. */
final class Lookback {
    private Lookback() {}

    /** A data window before it, two windows more for those that are cut at the ends, and the lateness. */
    static Instant before(Instant time, Bundle bundle) {
        return time.minus(bundle.window().length().multipliedBy(bundle.spec().dataWindow() + 2L))
                .minus(bundle.window().lateness());
    }
}
