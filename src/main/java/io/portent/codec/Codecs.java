package io.portent.codec;

import java.util.List;
import java.util.ServiceLoader;
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

    /** In the order of their names. */
    public static List<CodecProvider> all() {
        return ServiceLoader.load(CodecProvider.class, CodecProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(java.util.Comparator.comparing(CodecProvider::name))
                .toList();
    }
}
