package io.portent.csv;

import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes forecasts, one row per horizon. Probabilities of an unknown forecast stay empty. */
public final class ForecastsCsv implements Closeable {
    private final CSVPrinter printer;

    public ForecastsCsv(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader("time", "entity", "horizon_seconds", "p_green", "p_orange", "p_red", "state")
                .get();
        printer = new CSVPrinter(CsvText.writer(file), format);
    }

    public void write(Forecast forecast) throws IOException {
        for (HorizonForecast horizon : forecast.horizons()) {
            boolean known = horizon.state() != null;
            printer.printRecord(
                    forecast.time(),
                    forecast.entity(),
                    horizon.horizon().toSeconds(),
                    known ? horizon.green() : "",
                    known ? horizon.orange() : "",
                    known ? horizon.red() : "",
                    horizon.state() == null ? "unknown" : horizon.state().label());
        }
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
