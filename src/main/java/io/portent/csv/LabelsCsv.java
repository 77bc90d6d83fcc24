package io.portent.csv;

import io.portent.health.HealthState;
import io.portent.health.Label;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads labels: {@code entity,state,start,end,source,note} with that header, times in RFC 3339 with a zone. */
public final class LabelsCsv {
    private static final List<String> HEADER = List.of("entity", "state", "start", "end", "source", "note");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private LabelsCsv(Path file) {
        this.file = file.toString();
    }

    /**
     * All labels of a file, or none of them.
     *
     * @throws BadLabelsException naming every bad row and why it is bad
     */
    public static List<Label> read(Path path) throws IOException {
        LabelsCsv reading = new LabelsCsv(path);
        List<Label> labels = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(reader)) {
            if (!parser.getHeaderNames().equals(HEADER)) {
                throw new BadLabelsException(List.of(path + ":1: the header must be " + String.join(",", HEADER)
                        + ", was " + String.join(",", parser.getHeaderNames())));
            }
            for (CSVRecord row : parser) {
                Label label = reading.label(row, parser.getCurrentLineNumber());
                if (label != null) {
                    labels.add(label);
                }
            }
        } catch (MalformedInputException e) {
            throw new BadLabelsException(List.of(path + ": not UTF-8 text"));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new BadLabelsException(List.of(path + ": not a table of comma-separated values: " + e.getMessage()));
        }
        if (!reading.problems.isEmpty()) {
            throw new BadLabelsException(reading.problems);
        }
        return labels;
    }

    private @Nullable Label label(CSVRecord row, long line) {
        int before = problems.size();
        if (!row.isConsistent()) {
            problem(line, "it has " + row.size() + " columns, expected " + HEADER.size());
            return null;
        }
        HealthState state = HealthState.of(row.get("state"));
        if (state == null) {
            problem(line, "state must be green, orange or red, was '" + row.get("state") + "'");
        }
        Instant start = time(row, "start", line);
        Instant end = row.get("end").isEmpty() ? null : time(row, "end", line);
        if (start != null && end != null && !end.isAfter(start)) {
            problem(line, "end must be after start, was " + row.get("end") + " <= " + row.get("start"));
        }
        return problems.size() > before || state == null || start == null
                ? null
                : new Label(row.get("entity"), state, start, end, row.get("source"), row.get("note"));
    }

    private @Nullable Instant time(CSVRecord row, String column, long line) {
        try {
            return OffsetDateTime.parse(row.get(column)).toInstant();
        } catch (DateTimeException e) {
            problem(
                    line,
                    column + " must be a time with a zone like 2026-03-02T14:05:00Z, was '" + row.get(column) + "'");
            return null;
        }
    }

    private void problem(long line, String what) {
        problems.add(file + ":" + line + ": " + what);
    }
}
