package io.portent.csv;

import io.portent.parse.Template;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes which template each input line went to. */
public final class AssignmentsCsv implements Closeable {
    private final CSVPrinter printer;

    public AssignmentsCsv(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator('\n')
                .setHeader("line", "template_id", "template")
                .get();
        printer = new CSVPrinter(CsvText.writer(file), format);
    }

    public void write(long line, Template template) throws IOException {
        printer.printRecord(line, template.id(), template.text());
    }

    @Override
    public void close() throws IOException {
        printer.close();
    }
}
