package io.portent.codec.series;

import io.portent.codec.Codec;
import io.portent.codec.CodecProvider;
import java.util.Map;

/** {@code series}: rows of numbers. The options are {@code column}, {@code bins} and {@code layout}; docs/CODECS.md has what is read. */
public final class SeriesCodecProvider implements CodecProvider {
    static final String NAME = "series";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "numbers, as CSV or JSON of Prometheus; --codec-option column=NAME forecasts that one (default: the last), bins=N,"
                + " layout=flat takes all numbers for one column";
    }

    @Override
    public Codec<?> fit(String text, Map<String, String> options) {
        return SeriesFitter.fit(text, SeriesOptions.of(options));
    }

    @Override
    public Codec<?> restore(byte[] saved) {
        return SeriesState.read(saved);
    }
}
