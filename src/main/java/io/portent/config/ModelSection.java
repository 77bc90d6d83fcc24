package io.portent.config;

import io.portent.model.NetworkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of {@code model}. */
final class ModelSection {
    private ModelSection() {}

    static Supplier<ModelConfig> read(Settings settings) {
        Setting<NetworkKind> network = settings.one(Key.MODEL_NETWORK, ModelSection::network);
        Setting<Integer> units = settings.one(Key.MODEL_UNITS, Values.count(Key.MODEL_UNITS));
        Setting<Integer> layers = settings.one(Key.MODEL_LAYERS, Values.count(Key.MODEL_LAYERS));
        Setting<Integer> epochs = settings.one(Key.MODEL_EPOCHS, Values.count(Key.MODEL_EPOCHS));
        Setting<Integer> ensemble = settings.one(Key.MODEL_ENSEMBLE, Values.count(Key.MODEL_ENSEMBLE));
        Setting<Long> seed = settings.one(Key.MODEL_SEED, Values.whole(Key.MODEL_SEED));
        Setting<Path> directory = settings.one(Key.MODEL_DIRECTORY, Values::path);
        Setting<Duration> maxAge = settings.one(Key.MODEL_MAX_AGE, Values.atLeast(Duration.ofSeconds(1)));
        Setting<Double> maxDrift = settings.one(Key.MODEL_MAX_DRIFT, Values::positive);
        Setting<Integer> features = settings.one(Key.MODEL_FEATURES, Values.count(Key.MODEL_FEATURES));
        return () -> new ModelConfig(
                network.value(),
                units.value(),
                layers.value(),
                epochs.value(),
                ensemble.value(),
                seed.value(),
                directory.value(),
                maxAge.value(),
                maxDrift.value(),
                features.value());
    }

    private static NetworkKind network(String text) {
        Map<String, NetworkKind> kinds =
                Arrays.stream(NetworkKind.values()).collect(Collectors.toMap(NetworkKind::label, kind -> kind));
        List<String> names =
                Arrays.stream(NetworkKind.values()).map(NetworkKind::label).toList();
        return Values.choice(kinds, names, text);
    }
}
