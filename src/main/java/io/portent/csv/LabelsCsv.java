package io.portent.csv;

import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.health.Rfc3339;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads and writes labels: {@code entity,state,start,end,source,note} with that header, times in RFC 3339 with a zone. */
public final class LabelsCsv {
    private static final List<String> HEADER = List.of("entity", "state", "start", "end", "source", "note");
    private static final CSVFormat WRITTEN = CSVFormat.RFC4180
            .builder()
            .setRecordSeparator('\n')
            .setHeader(HEADER.toArray(String[]::new))
            .get();
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** Some 200,000 rows, which a running agent can still hold. */
    private static final long MOST_BYTES = 16L << 20;

    private static final Pattern UNCLOSED = Pattern.compile("startline (\\d+)\\) EOF reached");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private LabelsCsv(Path file) {
        this.file = file.toString();
    }

    /** A label and the line of the file that its row begins on. */
    public record Row(long line, Label label) {}

    /**
     * All labels of a file, or none of them.
     *
     * @throws BadLabelsException naming every bad row and why it is bad
     */
    public static List<Label> read(Path path) throws IOException {
        return rows(path).stream().map(Row::label).toList();
    }

    /**
     * The same with the place of each row.
     *
     * @throws BadLabelsException naming every bad row and why it is bad
     */
    public static List<Row> rows(Path path) throws IOException {
        LabelsCsv reading = new LabelsCsv(path);
        List<Row> labels = new ArrayList<>();
        try (Reader reader = withoutMark(open(path));
                CSVParser parser = FORMAT.parse(reader)) {
            if (!parser.getHeaderNames().equals(HEADER)) {
                throw new BadLabelsException(List.of(path + ":1: the header must be " + String.join(",", HEADER)
                        + (parser.getHeaderNames().isEmpty()
                                ? ", but the file is empty"
                                : ", was " + String.join(",", parser.getHeaderNames()))));
            }
            for (CSVRecord row : parser) {
                long line = parser.getCurrentLineNumber() - newlines(row);
                Label label = reading.label(row, line);
                if (label != null) {
                    labels.add(new Row(line, label));
                }
            }
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw refusal(path, cause == null ? e : cause);
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(path, e);
        }
        if (!reading.problems.isEmpty()) {
            throw new BadLabelsException(reading.problems);
        }
        return labels;
    }

    private static BufferedReader open(Path path) throws IOException {
        // A decoder of its own refuses what is no UTF-8; the reader would replace it.
        return new BufferedReader(new InputStreamReader(
                new BoundedInput(Files.newInputStream(path), MOST_BYTES), StandardCharsets.UTF_8.newDecoder()));
    }

    /** Writes labels as {@link #read} reads them. Blanks around a text are lost, as they are in reading. */
    public static void write(Path file, List<Label> labels) throws IOException {
        try (Writer out = CsvText.writer(file)) {
            write(out, labels);
        }
    }

    /** The same to where the caller wants it; nothing is closed. */
    public static void write(Appendable out, List<Label> labels) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, WRITTEN);
        for (Label label : labels) {
            printer.printRecord(
                    label.entity().strip(),
                    label.state().label(),
                    label.start(),
                    label.end() == null ? "" : label.end(),
                    label.source().strip(),
                    label.note().strip());
        }
        printer.flush();
    }

    /** What the content is to blame for; trouble with the disk goes on as it is. */
    private static BadLabelsException refusal(Path path, Exception e) throws IOException {
        if (e instanceof CharacterCodingException) {
            return new BadLabelsException(List.of(path + ": not UTF-8 text"));
        }
        if (e instanceof BoundedInput.TooLongException) {
            return new BadLabelsException(
                    List.of(path + ": more than " + (MOST_BYTES >> 20) + " MiB; split it into several files"));
        }
        if (e instanceof FileSystemException trouble) {
            throw trouble;
        }
        if (e instanceof IOException && !(e instanceof CSVException)) {
            throw new IOException(path + " cannot be read: " + e.getMessage(), e);
        }
        Matcher unclosed = UNCLOSED.matcher(String.valueOf(e.getMessage()));
        if (unclosed.find()) {
            return new BadLabelsException(
                    List.of(path + ":" + unclosed.group(1) + ": a quote is opened and never closed"));
        }
        return new BadLabelsException(List.of(path + ": not a table of comma-separated values: " + e.getMessage()));
    }

    /** Spreadsheets begin a UTF-8 file with a byte order mark. */
    private static Reader withoutMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return reader;
    }

    /** Line breaks within quotes: the parser stands behind the row's last line, a person looks for its first. */
    private static long newlines(CSVRecord row) {
        long count = 0;
        for (String value : row) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                boolean ofPair = c == '\n' && i > 0 && value.charAt(i - 1) == '\r';
                count += (c == '\n' || c == '\r') && !ofPair ? 1 : 0;
            }
        }
        return count;
    }

    private static String text(CSVRecord row, String column) {
        return row.get(column).strip();
    }

    private @Nullable Label label(CSVRecord row, long line) {
        int before = problems.size();
        if (!row.isConsistent()) {
            problem(line, "it has " + row.size() + " columns, expected " + HEADER.size());
            return null;
        }
        HealthState state = HealthState.of(text(row, "state"));
        if (state == null) {
            problem(line, "state must be green, orange or red, was '" + text(row, "state") + "'");
        }
        Instant start = time(row, "start", line);
        Instant end = text(row, "end").isEmpty() ? null : time(row, "end", line);
        if (start != null && end != null && !end.isAfter(start)) {
            problem(
                    line,
                    "end must be at least a millisecond after start, was " + text(row, "end") + " <= "
                            + text(row, "start"));
        }
        return problems.size() > before || state == null || start == null
                ? null
                : new Label(text(row, "entity"), state, start, end, text(row, "source"), text(row, "note"));
    }

    private @Nullable Instant time(CSVRecord row, String column, long line) {
        Instant time = Rfc3339.time(text(row, column));
        if (time == null) {
            problem(
                    line,
                    column + " must be a time with a zone like 2026-03-02T14:05:00Z, was '" + text(row, column) + "'");
        }
        return time;
    }

    private void problem(long line, String what) {
        problems.add(file + ":" + line + ": " + what);
    }
}
