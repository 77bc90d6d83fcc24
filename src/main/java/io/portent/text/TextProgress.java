package io.portent.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where training has come to; all that the next step depends on beside weights, spec and text.
 *
 * @param text SHA-256 of the text; what it stands at in another one means nothing
 * @param epoch passes that are behind it
 * @param batch batches of the next pass that are
 * @param iterations optimizer steps
 * @param smoothLoss of a sequence in nats, see {@link TextTraining}
 * @param validation nats per step on the held-out tail after the last whole pass; null where nothing is held out or none is behind it
 * @param gathered by the optimizer
 * @param carried states, see {@link io.portent.model.engine.Engine#carried()}
 */
public record TextProgress(
        String text,
        int epoch,
        int batch,
        long iterations,
        double smoothLoss,
        @Nullable Double validation,
        List<float[]> gathered,
        List<float[]> carried) {
    public TextProgress {
        if (epoch < 0 || batch < 0 || iterations < 0 || !(Math.abs(smoothLoss) < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epoch, batch and iterations must be >= 0 and the loss a number, were "
                    + epoch + ", " + batch + ", " + iterations + " and " + smoothLoss);
        }
        gathered = List.copyOf(gathered);
        carried = List.copyOf(carried);
    }
}
