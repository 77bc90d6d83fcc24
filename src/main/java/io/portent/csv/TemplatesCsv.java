package io.portent.csv;

import io.portent.parse.Template;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes mined templates, a row for each. */
public final class TemplatesCsv implements Closeable {
    private final CSVPrinter printer;

    public TemplatesCsv(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader("id", "count", "first_seen", "last_seen", "template", "example")
                .get();
        printer = new CSVPrinter(CsvText.writer(file), format);
    }

    /** @param example a message of the template, as it was logged */
    public void write(Template template, long count, Instant first, Instant last, String example) throws IOException {
        printer.printRecord(template.id(), count, first, last, template.text(), example);
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
