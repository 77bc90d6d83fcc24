package io.portent.codec;

import java.util.Map;

/** Takes the name of another. */
public final class SecondText implements CodecProvider {
    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "another";
    }

    @Override
    public Codec<?> fit(String text, Map<String, String> options) {
        throw new BadTextException("it reads nothing");
    }

    @Override
    public Codec<?> restore(byte[] saved) {
        throw new IllegalArgumentException("it has saved nothing");
    }
}
