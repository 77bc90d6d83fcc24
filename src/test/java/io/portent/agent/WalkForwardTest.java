package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portent.FakeNetworks;
import io.portent.Histories;
import io.portent.StoredService;
import io.portent.docs.Promtool;
import io.portent.event.Severity;
import io.portent.forecast.Forecast;
import io.portent.forecast.HorizonForecast;
import io.portent.health.HealthState;
import io.portent.metrics.HorizonLabel;
import io.portent.model.NetworkFactory;
import io.portent.model.TrainingListener;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.outcome.ModelReceipt;
import io.portent.outcome.ReceiptTable;
import io.portent.outcome.Receipts;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.ForecastJournal;
import io.portent.store.Store;
import io.portent.store.TimeSpan;
import io.portent.store.memory.MemoryStore;
import io.portent.window.Window;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three days: the first is learnt from, the two others are forecast. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class WalkForwardTest {
    private static final int DAYS = 3;
    private static final int DAY = 1440;
    private static final int NEVER = 99;
    /** A data window of ten minutes and the longest horizon. */
    private static final int GAP = 25;

    @TempDir
    Path directory;

    private final Store store = new MemoryStore();
    private StoredService service;

    @BeforeEach
    void service() throws IOException {
        service = new StoredService(directory, DAYS).label();
    }

    private static TrainingListener quiet() {
        return new TrainingListener() {
            @Override
            public void epoch(int member, int epoch, double loss, double heldOut) {}

            @Override
            public boolean stop() {
                return false;
            }
        };
    }

    private WalkForward walker(NetworkFactory networks, Store of) throws IOException {
        return new WalkForward(service.config(), networks, of, quiet());
    }

    private WalkForward.Outcome walk(NetworkFactory networks, Store of) throws IOException {
        return walker(networks, of).run(service.span(), 2);
    }

    private static List<ForecastJournal.Entry> journal(Store of) {
        List<ForecastJournal.Entry> all = new ArrayList<>();
        of.forecasts().forecasts(null, TimeSpan.ALL, all::add);
        return all;
    }

    @Test
    void everyPart_isJournalledMinuteByMinute_underItsModelsName_asShownToNobody() throws IOException {
        service.fill(store, NEVER);

        WalkForward.Outcome outcome = walk(FakeNetworks.remembering(), store);

        assertThat(outcome.parts())
                .allSatisfy(part -> assertThat(part.shortage()).isNull())
                .extracting(WalkForward.Part::model, WalkForward.Part::forecasts)
                .containsExactly(
                        tuple("backfill:" + Histories.minute(DAY - GAP), (long) DAY),
                        tuple("backfill:" + Histories.minute(2 * DAY - GAP), (long) DAY));
        List<ForecastJournal.Entry> entries = journal(store);
        assertThat(entries).hasSize(2 * DAY).allMatch(ForecastJournal.Entry::shadow);
        for (int i = 0; i < entries.size(); i++) {
            ForecastJournal.Entry entry = entries.get(i);
            assertThat(entry.forecast().time()).isEqualTo(Histories.minute(DAY + 1 + i));
            assertThat(entry.forecast().unknown()).isNull();
            assertThat(entry.model()).isEqualTo(outcome.parts().get(i / DAY).model());
        }
    }

    @Test
    void runAgain_journalsTheSame() throws IOException {
        service.fill(store, NEVER);
        walk(FakeNetworks.remembering(), store);
        List<ForecastJournal.Entry> before = journal(store);
        walk(FakeNetworks.remembering(), store);
        assertThat(journal(store)).isEqualTo(before);
    }

    /** What is later than a part, be it logs or labels, must not change a bit of what was forecast. */
    @Test
    void whatCameLater_changesNoForecast() throws IOException {
        service.fill(store, NEVER);
        walk(new Dl4jNetworks(), store);
        Store other = new MemoryStore();
        service.fill(other, 2);
        service.label(
                service.failures().stream().filter(minute -> minute < 2 * DAY).toList());
        walk(new Dl4jNetworks(), other);

        assertThat(journal(other).subList(0, DAY)).isEqualTo(journal(store).subList(0, DAY));
        assertThat(journal(other).subList(DAY, 2 * DAY))
                .isNotEqualTo(journal(store).subList(DAY, 2 * DAY));
        assertThat(warned(journal(store))).as("and the forecasts are good").isGreaterThan(0.5);
    }

    /** While a failure goes on, its label is part of the forecast; ahead of it and after it, none of the part's labels is. */
    @Test
    void labelsOfAPart_changeNoForecastOfIt_butWhileTheyStand() throws IOException {
        service.fill(store, NEVER);
        walk(FakeNetworks.remembering(), store);
        Store other = new MemoryStore();
        service.fill(other, NEVER);
        service.label(service.failures().stream().filter(minute -> minute < DAY).toList());
        walk(FakeNetworks.remembering(), other);

        int standing = 0;
        List<ForecastJournal.Entry> with = journal(store);
        List<ForecastJournal.Entry> without = journal(other);
        for (int i = 0; i < DAY; i++) {
            Forecast known = with.get(i).forecast();
            boolean stands = service.failures().stream().anyMatch(minute -> isWithin(known.time(), minute));
            standing += stands ? 1 : 0;
            Forecast unknowing = without.get(i).forecast();
            assertThat(known.equals(unknowing)).as(known.time().toString()).isEqualTo(!stands);
        }
        assertThat(standing).isBetween(50, 150);
    }

    private static boolean isWithin(Instant time, int failure) {
        return !time.isBefore(Histories.minute(failure)) && time.isBefore(Histories.minute(failure + 10));
    }

    private double warned(List<ForecastJournal.Entry> entries) throws IOException {
        service.label();
        Receipts receipts = new Receipts(
                LabelReading.of(service.config()).alone(),
                service.config().forecast().warning(),
                service.end());
        entries.forEach(entry -> receipts.take(entry.forecast(), entry.model(), entry.shadow()));
        ReceiptTable table = receipts.table();
        assertThat(table.models()).hasSize(2).allMatch(ModelReceipt::shadow);
        int failures =
                table.models().stream().mapToInt(one -> one.all().failures()).sum();
        return (double) table.models().stream()
                        .mapToInt(one -> one.all().warned())
                        .sum()
                / failures;
    }

    @Test
    void partWithTooLittleBeforeIt_hasNoForecasts_andTheOthersHave() throws IOException {
        service.fill(store, NEVER);
        service.label(service.failures().stream().filter(minute -> minute > DAY).toList());

        WalkForward.Outcome outcome = walk(FakeNetworks.remembering(), store);

        assertThat(outcome.parts().get(0).shortage()).startsWith("the labels show 0 onsets of orange or red");
        assertThat(outcome.parts().get(0).forecasts()).isZero();
        assertThat(outcome.parts().get(1).forecasts()).isEqualTo(DAY);
        assertThat(journal(store)).hasSize(DAY);
    }

    @Test
    void tooFewIncidents_areSaidInOneSentence_andNothingIsJournalled() throws IOException {
        service.fill(store, NEVER).label(List.of(100, 2000));

        assertThatThrownBy(() -> walk(FakeNetworks.remembering(), store))
                .isInstanceOf(NotEnoughException.class)
                .hasMessageStartingWith("no forecast could be made of the stored windows: the labels show 2 onsets");

        assertThat(journal(store)).isEmpty();
    }

    /** A running agent would not have said anything either. */
    @Test
    void silence_isUnknown() throws IOException {
        service.fill(store, NEVER);
        List<Window> silent = new ArrayList<>();
        for (int minute = DAYS * DAY; minute < DAYS * DAY + 60; minute++) {
            silent.add(Histories.window("shop", minute, Map.<Severity, Integer>of(), Map.of(), Map.of()));
        }
        store.windowWriter().append("agent", silent, List.of());

        walker(FakeNetworks.remembering(), store)
                .run(new TimeSpan(Histories.minute(0), Histories.minute(DAYS * DAY + 60)), 2);

        assertThat(journal(store).stream().map(ForecastJournal.Entry::forecast))
                .filteredOn(forecast -> forecast.time().isAfter(service.end()))
                .extracting(Forecast::unknown)
                .hasSize(60)
                .startsWith(null, null, null)
                .endsWith("stale input: no log line since " + service.end())
                .filteredOn(why -> why == null)
                .hasSize(3);
    }

    @Test
    void whatAnAgentHasShown_stays_andIsLeftOutOfTheFile() throws IOException {
        service.fill(store, NEVER);
        List<ForecastJournal.Entry> live = new ArrayList<>();
        for (int minute = 2 * DAY; minute < 2 * DAY + 100; minute++) {
            live.add(new ForecastJournal.Entry(shown(minute), "20260301T000000Z-lstm-1f2e3d4c", false));
        }
        store.forecasts().record(live);
        Path file = directory.resolve("past.txt");

        WalkForward walker = walker(FakeNetworks.remembering(), store);
        WalkForward.Outcome outcome = walker.run(service.span(), 2);
        WalkForward.Written written = walker.write(outcome, "portent", file);

        assertThat(journal(store)).hasSize(2 * DAY + 100).containsAll(live);
        assertThat(written).isEqualTo(new WalkForward.Written(2 * DAY - 100, 100));
        assertThat(Files.readString(file))
                .contains(" " + Histories.minute(2 * DAY - 1).getEpochSecond() + ".000\n")
                .doesNotContain(" " + Histories.minute(2 * DAY).getEpochSecond() + ".000\n")
                .doesNotContain(" " + Histories.minute(2 * DAY + 99).getEpochSecond() + ".000\n")
                .contains(" " + Histories.minute(2 * DAY + 100).getEpochSecond() + ".000\n")
                .endsWith("# EOF\n");
    }

    private static Forecast shown(int minute) {
        HorizonForecast green = new HorizonForecast(Duration.ofMinutes(5), 1, 0, 0, HealthState.GREEN);
        return new Forecast("shop", Histories.minute(minute), List.of(green), null);
    }

    @Test
    void otherPartsOfAnEarlierRun_areNotWritten() throws IOException {
        service.fill(store, NEVER);
        walker(FakeNetworks.remembering(), store).run(service.span(), 5);
        WalkForward walker = walker(FakeNetworks.remembering(), store);
        WalkForward.Written written =
                walker.write(walker.run(service.span(), 2), "portent", directory.resolve("past.txt"));
        assertThat(written.forecasts()).isEqualTo(2 * DAY);
    }

    @Test
    void fileThatCannotBeWritten_isToldBeforehand_andLeavesNothing() throws IOException {
        WalkForward walker = walker(FakeNetworks.remembering(), store);
        assertThatThrownBy(() -> walker.check(directory))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is there and no file");
        assertThatThrownBy(() -> walker.check(directory.resolve("none/past.txt")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none/past.txt cannot be written: ");
        walker.check(directory.resolve("past.txt"));
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("agent.yaml", "labels.csv");
        }
    }

    @Test
    void prometheusTakesTheFileIn_andHasWhatTheJournalHas() throws IOException, InterruptedException {
        Promtool.required();
        service.fill(store, NEVER);
        Path file = directory.resolve("past.txt");
        WalkForward walker = walker(new Dl4jNetworks(), store);
        walker.write(walker.run(service.span(), 2), "portent", file);

        Path blocks = Files.createDirectory(directory.resolve("blocks"));
        File nothing = new File("/dev/null");
        Promtool.says(
                directory, nothing, "tsdb", "create-blocks-from", "openmetrics", file.toString(), blocks.toString());
        Files.createDirectory(blocks.resolve("wal")); // as a database has it; promtool wants to see one
        String dump = Promtool.says(directory, nothing, "tsdb", "dump", blocks.toString());

        assertThat(samples(dump, "portent_forecast_probability_ratio", "state"))
                .isEqualTo(probabilities())
                .hasSize(2 * DAY * 2 * 3);
        assertThat(samples(dump, "portent_forecast_health", "portent_forecast_health"))
                .isEqualTo(states())
                .hasSize(2 * DAY * 2 * 4);
        assertThat(samples(dump, "portent_health", "portent_health")).hasSize(2 * DAY * 4);
        assertThat(dump.lines()).isNotEmpty().allMatch(line -> line.contains("job=\"portent\""));
    }

    /** By time, horizon and state. */
    private static Map<String, Double> samples(String dump, String family, String label) {
        Map<String, Double> samples = new TreeMap<>();
        dump.lines()
                .filter(line -> line.contains("__name__=\"" + family + "\""))
                .forEach(line -> {
                    String[] words = line.substring(line.indexOf('}') + 2).split(" ", -1);
                    String key = words[1] + " " + value(line, "horizon") + " " + value(line, label);
                    assertThat(samples.put(key, Double.parseDouble(words[0])))
                            .as(key)
                            .isNull();
                });
        return samples;
    }

    private static String value(String line, String label) {
        String from = " " + label + "=\"";
        int at = line.indexOf(from);
        return at < 0 ? "" : line.substring(at + from.length(), line.indexOf('"', at + from.length()));
    }

    private Map<String, Double> probabilities() {
        Map<String, Double> samples = new TreeMap<>();
        each((key, one) -> {
            samples.put(key + "green", one.green());
            samples.put(key + "orange", one.orange());
            samples.put(key + "red", one.red());
        });
        return samples;
    }

    private Map<String, Double> states() {
        Map<String, Double> samples = new TreeMap<>();
        each((key, one) -> {
            for (HealthState state : HealthState.values()) {
                samples.put(key + state.label(), state == one.state() ? 1.0 : 0.0);
            }
            samples.put(key + "unknown", one.state() == null ? 1.0 : 0.0);
        });
        return samples;
    }

    private interface Each {
        void of(String key, HorizonForecast one);
    }

    private void each(Each each) {
        for (ForecastJournal.Entry entry : journal(store)) {
            Instant time = entry.forecast().time();
            for (HorizonForecast one : entry.forecast().horizons()) {
                each.of(time.toEpochMilli() + " " + HorizonLabel.of(one.horizon()) + " ", one);
            }
        }
    }
}
