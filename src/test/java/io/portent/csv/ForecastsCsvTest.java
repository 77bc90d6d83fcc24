package io.portent.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.parse.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastsCsvTest {
    @TempDir
    private Path folder;

    @Test
    void knownAndUnknown_areWrittenAsDocumented() throws IOException {
        Path file = folder.resolve("f.csv");
        try (ForecastsCsv csv = new ForecastsCsv(file)) {
            csv.write(new Forecast(
                    "shop",
                    Histories.START,
                    List.of(new HorizonForecast(Duration.ofMinutes(5), 0.5, 0.25, 0.25, HealthState.ORANGE)),
                    null));
            csv.write(Forecast.unknown("shop", Histories.minute(1), List.of(Duration.ofHours(1)), "too short"));
        }

        assertThat(Files.readString(file)).isEqualTo("""
                        time,entity,horizon_seconds,p_green,p_orange,p_red,state
                        2026-03-02T00:00:00Z,shop,300,0.5,0.25,0.25,orange
                        2026-03-02T00:01:00Z,shop,3600,,,,unknown
                        """);
    }

    @Test
    void hostileEntity_isReadBackByTheRulesOfRfc4180() throws IOException {
        List<String> entities =
                List.of("a,b", "say \"hi\"", "two\nlines", "cr\r", " blank ", "=1+1", "#x", "é\u0001", "\ud800");
        Path file = folder.resolve("f.csv");
        try (ForecastsCsv csv = new ForecastsCsv(file)) {
            for (String entity : entities) {
                csv.write(Forecast.unknown(entity, Histories.START, List.of(Duration.ofMinutes(5)), "too short"));
            }
        }

        List<List<String>> rows = rfc4180(Files.readString(file));

        assertThat(rows).hasSize(1 + entities.size()).allMatch(row -> row.size() == 7);
        for (int i = 0; i < entities.size(); i++) {
            String expected = entities.get(i).replace('\ud800', '?');
            assertThat(rows.get(i + 1).get(1)).isEqualTo(expected);
        }
    }

    @Test
    void assignments_nameTemplateAndLine() throws IOException {
        Path file = folder.resolve("a.csv");
        try (AssignmentsCsv csv = new AssignmentsCsv(file)) {
            csv.write(7, new Template("00ff", "a, <*> \"b\""));
        }
        assertThat(Files.readString(file)).isEqualTo("line,template_id,template\n7,00ff,\"a, <*> \"\"b\"\"\"\n");
    }

    /** The grammar of the RFC, rows ending with a newline. */
    private static List<List<String>> rfc4180(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        return rows;
    }
}
