package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.store.ForecastJournal;
import io.portent.store.InterventionLog;
import io.portent.store.jdbc.JdbcStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReceiptsVerbTest {
    private static final int DAYS = 14;
    private static final Duration HORIZON = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void history() throws IOException {
        Files.writeString(directory.resolve("agent.yaml"), """
                labels: {files: ["%1$s/labels.csv"], default: green}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory));
        StringBuilder labels = new StringBuilder("entity,state,start,end,source,note\n");
        for (int day = 0; day < 6; day++) {
            labels.append(
                    "shop,red,%s,%s,slo,\n".formatted(Histories.minute(at(day) + 11), Histories.minute(at(day) + 30)));
        }
        Files.writeString(directory.resolve("labels.csv"), labels);
    }

    private static int at(int day) {
        return day * 1440 + 600;
    }

    /** Four of six failures are rung for eleven minutes ahead; one alarm is false, and one was acted upon. */
    private void journal() {
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        for (int minute = 0; minute < DAYS * 1440; minute += 1) {
            int day = minute / 1440;
            boolean rings = day != 1 && day != 2 && day < 8 && minute >= at(day) && minute < at(day) + 11;
            entries.add(entry("shop", minute, rings, "v1", false));
        }
        entries.add(entry("cart", 5, false, "v1", false));
        entries.add(entry("shop", 5, true, "v2", true));
        try (JdbcStore store = JdbcStore.open("jdbc:sqlite:" + directory + "/portent.db", Duration.ofSeconds(5))) {
            store.forecasts().record(entries);
            store.interventions()
                    .record(new InterventionLog.Intervention("k", "shop", Histories.minute(at(7) + 5), "cli", ""));
        }
    }

    private static ForecastJournal.Entry entry(String entity, int minute, boolean rings, String model, boolean shadow) {
        double red = rings ? 0.5 : 0.001;
        HorizonForecast one =
                new HorizonForecast(HORIZON, 1 - red, 0, red, rings ? HealthState.RED : HealthState.GREEN);
        return new ForecastJournal.Entry(
                new Forecast(entity, Histories.minute(minute), List.of(one), null), model, shadow);
    }

    private int receipts(String... options) {
        List<String> words =
                new ArrayList<>(List.of("-c", directory.resolve("agent.yaml").toString()));
        words.addAll(List.of(options));
        CommandLine verb = new CommandLine(new ReceiptsVerb());
        verb.setErr(new PrintWriter(err, true));
        verb.setOut(new PrintWriter(out));
        verb.setExecutionExceptionHandler((error, command, parsed) -> {
            err.append(error.getMessage());
            return 1;
        });
        return verb.execute(words.toArray(String[]::new));
    }

    @Test
    void twoWeeksOfForecasts_areOneSentence_andWhatItIsMadeOf() {
        journal();
        assertThat(receipts("--since", "2026-03-01", "--until", "2026-03-16", "--entity", "shop"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .startsWith("""
                        6 failures, 4 warned, median lead 11 min, 0.5 false alarms a week
                        1 alarm acted upon, and no failure followed: neither true nor false
                        """)
                .contains("model v1\n", "model v2, in shadow: shown to nobody\n")
                .containsPattern("(?m)^  shop +6 +4 +11 min +1 +1 +14.0 d$")
                .contains("red within 1h:  of 19,926 forecasts", "should have come true")
                .doesNotContain("cart");
    }

    @Test
    void severalEntities_haveARatePerEntity() {
        journal();
        assertThat(receipts("--since", "2026-03-01", "--until", "2026-03-16")).isZero();
        assertThat(out.toString().lines().findFirst().orElse("")).endsWith(" false alarms a week per entity");
        assertThat(out.toString()).containsPattern("(?m)^  all +6 +4 ");
    }

    @Test
    void json_hasTheSameNumbers() {
        journal();
        assertThat(receipts("--since", "2026-03-01", "--until", "2026-03-16", "--json"))
                .isZero();
        assertThat(out.toString())
                .startsWith("{\"served\":{\"failures\":6,\"warned\":4,\"false_alarms\":1,\"intervened\":1,")
                .contains("\"kind\":\"intervened\"", "\"lead_seconds\":660", "\"shadow\":true")
                .doesNotContain("NaN")
                .endsWith("}\n");
    }

    @Test
    void emptyJournal_isSaidInOneSentence() {
        assertThat(receipts()).isEqualTo(1);
        assertThat(err.toString()).startsWith("there is no store yet");
        err.getBuffer().setLength(0);
        JdbcStore.open("jdbc:sqlite:" + directory + "/portent.db", Duration.ofSeconds(5))
                .close();
        assertThat(receipts()).isEqualTo(1);
        assertThat(err.toString()).startsWith("no forecast of that time in the store");
    }

    /** A forecast each minute up to now. */
    private Instant lately(int minutes) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<ForecastJournal.Entry> entries = new ArrayList<>();
        HorizonForecast calm = new HorizonForecast(HORIZON, 1, 0, 0, HealthState.GREEN);
        for (int ago = minutes - 1; ago >= 0; ago--) {
            Instant time = now.minus(Duration.ofMinutes(ago));
            entries.add(new ForecastJournal.Entry(new Forecast("shop", time, List.of(calm), null), "v1", false));
            entries.add(new ForecastJournal.Entry(new Forecast("shop", time, List.of(calm), null), "v2", true));
        }
        try (JdbcStore store = JdbcStore.open("jdbc:sqlite:" + directory + "/portent.db", Duration.ofSeconds(5))) {
            store.forecasts().record(entries);
        }
        return now;
    }

    @Test
    void forecastsThatAreTooYoung_areCounted_andFromWhenOnTheyAreJudgedIsSaid() {
        Instant now = lately(12);
        Instant judged = now.minus(Duration.ofMinutes(11))
                .plus(Duration.ofMinutes(30))
                .plusMillis(59_999)
                .truncatedTo(ChronoUnit.MINUTES);

        assertThat(receipts("--since", "2026-01-01")).as(err.toString()).isZero();
        assertThat(out.toString())
                .isEqualTo("12 forecasts too young to be judged, the first until " + judged
                        + ": labels may be told up to 30 min late\n");
        out.getBuffer().setLength(0);
        assertThat(receipts("--json")).isZero();
        assertThat(out.toString()).contains("\"young\":12,\"models\":[]");
    }

    @Test
    void theYoungOnes_standBelowTheBill() {
        lately(50);

        assertThat(receipts()).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("0 failures, 0 warned, ").contains("model v1\n");
        assertThat(out.toString()
                        .lines()
                        .toList()
                        .get(out.toString().lines().toList().size() - 1))
                .startsWith("30 forecasts too young to be judged, the first until ");
    }

    @Test
    void timesThatCannotBe_areToldBeforeTheStoreIsOpened() {
        assertThat(receipts("--since", "2026-03-02", "--until", "2026-03-01")).isEqualTo(1);
        assertThat(directory.resolve("portent.db")).doesNotExist();
    }
}
