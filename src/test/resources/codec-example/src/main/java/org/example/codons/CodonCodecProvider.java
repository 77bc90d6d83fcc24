package org.example.codons;

import io.portent.codec.BadTextException;
import io.portent.codec.Codec;
import io.portent.codec.CodecProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Named in META-INF/services/io.portent.codec.CodecProvider; public and without arguments, so that it can be made. */
public final class CodonCodecProvider implements CodecProvider {
    static final String NAME = "codons";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "DNA by codons, three letters each; has no options";
    }

    @Override
    public Codec<String> fit(String text, Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "the codec codons has no options, was given " + String.join(", ", options.keySet()));
        }
        Codec<String> codec = new CodonCodec();
        if (codec.read(text).isEmpty()) {
            throw new BadTextException("there is no codon in the text; right would be such as ATGGCC");
        }
        return codec;
    }

    @Override
    public Codec<String> restore(byte[] saved) {
        if (!new String(saved, StandardCharsets.UTF_8).equals(CodonCodec.SAVED)) {
            throw new IllegalArgumentException("these bytes are not those of the codec codons");
        }
        return new CodonCodec();
    }
}
