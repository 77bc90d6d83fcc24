package io.portent.codec;

import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The codecs at hand: those of the agent and of jars beside it. */
public final class Codecs {
    private Codecs() {}

    /** @throws IllegalArgumentException where there is none of that name; the message names those that there are */
    public static CodecProvider named(String name) {
        return all().stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no codec " + name + ", only "
                        + all().stream().map(CodecProvider::name).collect(Collectors.joining(", "))));
    }

    /**
     * In the order of their names.
     *
     * @throws IllegalStateException where one cannot be loaded, or has a name that another has: a file would be read by either
     */
    public static List<CodecProvider> all() {
        return all(CodecProvider.class.getClassLoader());
    }

    static List<CodecProvider> all(ClassLoader loader) {
        Map<String, CodecProvider> all = new TreeMap<>();
        try {
            for (CodecProvider provider : ServiceLoader.load(CodecProvider.class, loader)) {
                CodecProvider other = all.put(provider.name(), provider);
                if (other != null) {
                    throw new IllegalStateException("two codecs are named " + provider.name() + ": "
                            + other.getClass().getName() + " and "
                            + provider.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("a codec cannot be loaded: " + e.getMessage(), e);
        }
        return List.copyOf(all.values());
    }
}
