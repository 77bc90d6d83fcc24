package io.portent.web;

import io.portent.web.security.WebPolicy;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who may ask and who may write. All of it is asked for each request, on several threads at once, as files behind it change.
 *
 * @param nanos of any one clock, for limits by time
 * @param refused told of each request that is turned away
 */
public record Guarding(
        Supplier<WebPolicy> policy, Supplier<Tokens> tokens, LongSupplier nanos, Consumer<Refusal> refused) {
    /** Tokens alone: whoever may connect may read, in the clear. */
    public static Guarding by(Tokens tokens, LongSupplier nanos) {
        return new Guarding(() -> WebPolicy.OPEN, () -> tokens, nanos, refusal -> {});
    }
}
