package io.portent.codec.series;

import io.portent.codec.Codec;
import java.util.Arrays;
import java.util.List;

/**
 * A step is a row. Its vector: each column's value by its span, then one of k for the bin of the forecast column. An answer is a bin
 * of that column, and the row that stands for it has in every column what the fitted rows of that bin have there in the middle.
 */
final class SeriesCodec implements Codec<Row> {
    private final Columns columns;
    private final int forecast;
    private final List<Span> spans;
    private final Bins bins;
    private final List<Row> middles;

    /**
     * @param forecast column
     * @param spans [column]
     * @param middles [bin]
     * @throws IllegalArgumentException if they do not belong together
     */
    SeriesCodec(Columns columns, int forecast, List<Span> spans, Bins bins, List<Row> middles) {
        if (forecast < 0 || forecast >= columns.count() || spans.size() != columns.count()) {
            throw new IllegalArgumentException("column " + forecast + " and " + spans.size()
                    + " spans do not belong to " + columns.count() + " columns");
        }
        if (middles.size() != bins.count()) {
            throw new IllegalArgumentException(middles.size() + " rows do not stand for " + bins.count() + " bins");
        }
        for (int bin = 0; bin < middles.size(); bin++) {
            Row middle = middles.get(bin);
            if (middle.size() != columns.count() || bins.of(middle.at(forecast)) != bin) {
                throw new IllegalArgumentException("the row " + middle + " does not stand for bin " + bin);
            }
        }
        this.columns = columns;
        this.forecast = forecast;
        this.spans = List.copyOf(spans);
        this.bins = bins;
        this.middles = List.copyOf(middles);
    }

    @Override
    public String name() {
        return SeriesCodecProvider.NAME;
    }

    @Override
    public List<Row> read(String text) {
        return columns.read(text);
    }

    @Override
    public String write(Row step) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < step.size(); i++) {
            line.append(i == 0 ? "" : ",").append(Numeral.write(step.at(i)));
        }
        return line.append('\n').toString();
    }

    @Override
    public int inputs() {
        return spans.size() + bins.count();
    }

    @Override
    public void encode(Row step, float[] out, int offset) {
        Arrays.fill(out, offset, offset + inputs(), 0);
        for (int i = 0; i < spans.size(); i++) {
            out[offset + i] = spans.get(i).scaled(step.at(i));
        }
        out[offset + spans.size() + outputOf(step)] = 1;
    }

    @Override
    public int outputs() {
        return bins.count();
    }

    @Override
    public int outputOf(Row step) {
        return bins.of(step.at(forecast));
    }

    @Override
    public Row stepOf(int output) {
        return middles.get(output);
    }

    @Override
    public byte[] save() {
        return SeriesState.write(columns, forecast, spans, bins, middles);
    }
}
