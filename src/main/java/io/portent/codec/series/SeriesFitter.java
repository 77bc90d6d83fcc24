package io.portent.codec.series;

import io.portent.codec.BadTextException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fits spans, bins and the rows that stand for them to a text. */
final class SeriesFitter {
    private SeriesFitter() {}

    static SeriesCodec fit(String text, SeriesOptions options) {
        Table table = Columns.table(text, options.flat());
        int first = TimeColumn.leads(table) ? 1 : 0;
        Table values = table.from(first);
        List<Row> rows = values.whole();
        if (rows.isEmpty()) {
            throw new BadTextException(
                    "there is no row without a gap among " + table.rows().size()
                            + "; right would be lines of numbers, or the JSON of a Prometheus range query");
        }
        int forecast = options.chosen(table.names(), table.width(), first) - first;
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < values.width(); i++) {
            double[] sorted = sorted(rows, i);
            spans.add(new Span(sorted[0], sorted[sorted.length - 1]));
        }
        Bins bins = Bins.fit(sorted(rows, forecast), options.bins());
        Columns columns = new Columns(options.flat(), values.width(), values.names());
        return new SeriesCodec(columns, forecast, spans, bins, middles(rows, forecast, bins));
    }

    private static List<Row> middles(List<Row> rows, int forecast, Bins bins) {
        List<List<Row>> byBin = new ArrayList<>();
        for (int bin = 0; bin < bins.count(); bin++) {
            byBin.add(new ArrayList<>());
        }
        rows.forEach(row -> byBin.get(bins.of(row.at(forecast))).add(row));
        return byBin.stream().map(SeriesFitter::middle).toList();
    }

    /** Of each column by itself; of an even number of values the lower, so that it is one that was there. */
    private static Row middle(List<Row> rows) {
        double[] middle = new double[rows.get(0).size()];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = sorted(rows, i)[(rows.size() - 1) / 2];
        }
        return new Row(middle);
    }

    private static double[] sorted(List<Row> rows, int column) {
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i).at(column);
        }
        Arrays.sort(values);
        return values;
    }
}
