package io.portent.config;

import io.portent.model.NetworkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The network that is trained, and where bundles live.
 *
 * @param networks what {@code model.network} names: one, or all that {@code auto} compares, the simplest first
 * @param units width of each recurrent layer
 * @param epochs at most; training stops earlier when the later data stop improving
 * @param ensemble networks that are trained from different seeds and averaged
 * @param directory as configured, relative to the working directory
 * @param maxAge a bundle trained longer ago makes the forecast unknown
 * @param maxDrift a drift score above it makes the forecast unknown; 1 is the largest that the training span makes plausible
 * @param features upper bound of the size of the vector that one window becomes
 */
public record ModelConfig(
        List<NetworkKind> networks,
        int units,
        int layers,
        int epochs,
        int ensemble,
        long seed,
        Path directory,
        Duration maxAge,
        double maxDrift,
        int features) {
    /** Of {@code network: auto}: the kinds that are compared. */
    public static final List<NetworkKind> AUTO = List.of(NetworkKind.SIMPLE_RNN, NetworkKind.GRU, NetworkKind.LSTM);

    public ModelConfig {
        networks = List.copyOf(networks);
        if (networks.isEmpty()) {
            throw new IllegalArgumentException("model.network must name a network");
        }
        Key.MODEL_UNITS.check(units);
        Key.MODEL_LAYERS.check(layers);
        Key.MODEL_EPOCHS.check(epochs);
        Key.MODEL_ENSEMBLE.check(ensemble);
        Key.MODEL_FEATURES.check(features);
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("model.max_age must be > 0, was " + maxAge);
        }
        if (!(maxDrift > 0)) {
            throw new IllegalArgumentException("model.max_drift must be > 0, was " + maxDrift);
        }
    }

    /**
     * The same with what this names in place of {@code model.network}.
     *
     * @throws IllegalArgumentException for a name that the configuration would not take either
     */
    public ModelConfig withNetwork(String name) {
        return new ModelConfig(
                ModelSection.network(name),
                units,
                layers,
                epochs,
                ensemble,
                seed,
                directory,
                maxAge,
                maxDrift,
                features);
    }
}
