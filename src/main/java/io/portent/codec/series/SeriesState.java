package io.portent.codec.series;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted codec as bytes, big-endian:
 *
 * <pre>
 *   version, flat, forecast column, columns, whether they have names           ints
 *   of each column: low, high, and where there are names its length and UTF-8  doubles, int, bytes
 *   bins                                                                       int
 *   edges, one fewer than bins; of each bin its row                            doubles
 * </pre>
 */
final class SeriesState {
    private static final int VERSION = 1;

    private SeriesState() {}

    static byte[] write(Columns columns, int forecast, List<Span> spans, Bins bins, List<Row> middles) {
        List<byte[]> names = columns.names().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        int nameBytes =
                names.stream().mapToInt(name -> Integer.BYTES + name.length).sum();
        int doubles = 2 * spans.size() + bins.count() - 1 + bins.count() * columns.count();
        ByteBuffer out = ByteBuffer.allocate(6 * Integer.BYTES + nameBytes + doubles * Double.BYTES);
        out.putInt(VERSION).putInt(columns.flat() ? 1 : 0).putInt(forecast).putInt(columns.count());
        out.putInt(names.isEmpty() ? 0 : 1);
        for (int i = 0; i < spans.size(); i++) {
            out.putDouble(spans.get(i).low()).putDouble(spans.get(i).high());
            if (!names.isEmpty()) {
                out.putInt(names.get(i).length).put(names.get(i));
            }
        }
        out.putInt(bins.count());
        for (double edge : bins.edges()) {
            out.putDouble(edge);
        }
        for (Row middle : middles) {
            for (int i = 0; i < middle.size(); i++) {
                out.putDouble(middle.at(i));
            }
        }
        return out.array();
    }

    /** @throws IllegalArgumentException for other bytes than {@link #write} gives */
    static SeriesCodec read(byte[] saved) {
        try {
            ByteBuffer in = ByteBuffer.wrap(saved);
            SeriesCodec codec = codec(in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("bytes follow the codec series");
            }
            return codec;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the bytes of the codec series end too early", e);
        }
    }

    private static SeriesCodec codec(ByteBuffer in) {
        if (in.getInt() != VERSION) {
            throw new IllegalArgumentException("the bytes are not those of a codec series");
        }
        boolean flat = count(in, 1) == 1;
        int forecast = count(in, Table.MOST_COLUMNS);
        int count = count(in, Table.MOST_COLUMNS);
        boolean named = count(in, 1) == 1;
        List<Span> spans = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(new Span(in.getDouble(), in.getDouble()));
            if (named) {
                byte[] name = new byte[count(in, in.remaining())];
                in.get(name);
                names.add(new String(name, StandardCharsets.UTF_8));
            }
        }
        int bins = Math.max(1, count(in, SeriesOptions.MOST_BINS));
        double[] edges = doubles(in, bins - 1);
        List<Row> middles = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            middles.add(new Row(doubles(in, count)));
        }
        return new SeriesCodec(new Columns(flat, count, names), forecast, spans, new Bins(edges), middles);
    }

    private static int count(ByteBuffer in, int most) {
        int count = in.getInt();
        if (count < 0 || count > most) {
            throw new IllegalArgumentException("the codec series speaks of " + count + ", at most " + most + " can be");
        }
        return count;
    }

    private static double[] doubles(ByteBuffer in, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.getDouble();
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("the codec series holds " + values[i]);
            }
        }
        return values;
    }
}
