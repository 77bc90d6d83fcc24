package io.portent.config;

import io.portent.model.NetworkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys of {@code model}. */
final class ModelSection {
    private static final String AUTO = "auto";

    private ModelSection() {}

    static Supplier<ModelConfig> read(Settings settings) {
        Setting<List<NetworkKind>> networks = settings.one(Key.MODEL_NETWORK, ModelSection::network);
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
                networks.value(),
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

    static List<NetworkKind> network(String text) {
        Map<String, NetworkKind> kinds =
                Arrays.stream(NetworkKind.values()).collect(Collectors.toMap(NetworkKind::label, kind -> kind));
        List<String> names = Stream.concat(kinds(), Stream.of(AUTO)).toList();
        if (text.trim().equals(AUTO)) {
            return ModelConfig.AUTO;
        }
        return List.of(Values.choice(kinds, names, text));
    }

    private static Stream<String> kinds() {
        return Arrays.stream(NetworkKind.values()).map(NetworkKind::label);
    }
}
