package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.Histories;
import io.portent.SmallService;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.config.ConfigFile;
import io.portent.evaluate.Judgement;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.labels.LabelImport;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.store.InterventionLog.Intervention;
import io.portent.store.LabelBook.Recorded;
import io.portent.store.LabelKey;
import io.portent.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever says it, in a file, in the store or by a rule: what reads logs by itself learns and scores the same. */
class LabelsOfEveryVerbTest {
    private static final int LEARNT = 500;
    /** No failure goes on then: of one that does, a rule sees no more than its beginning. */
    private static final int MINUTES = 690;

    private static final InstantSource LATER = InstantSource.fixed(Histories.minute(5000));

    @TempDir
    Path directory;

    @BeforeEach
    void logs() throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
    }

    private AgentConfig config(String labels) {
        return ConfigFile.parse("test", """
                entity: {field: service}
                sources: [{name: app, files: ["%1$s/app.json"], format: logstash}]
                window: {length: 1m, lateness: 30s}
                forecast: {data_window: 6, horizons: [5m, 15m, 30m]}
                model: {units: 4, max_age: 10000d, epochs: 2, ensemble: 2, directory: "%1$s/models"}
                labels: {default: green, %2$s}
                store: {url: "jdbc:sqlite:%1$s/portent.db"}
                """.formatted(directory, labels), Map.of());
    }

    private AgentConfig ofFile(String name) {
        return config("files: [\"" + directory.resolve(name) + "\"]");
    }

    private Store store() {
        return Stores.open(config("files: []").store());
    }

    private byte[] train(AgentConfig config) throws IOException {
        Training training = new Training(config, new Dl4jNetworks(), LATER, (doing, events) -> {}, new Patient());
        training.check();
        Training.Outcome outcome = training.train(training.split(Histories.START, Histories.minute(LEARNT), 0.2, true));
        return Files.readAllBytes(directory.resolve("models").resolve(outcome.version() + ".portent"));
    }

    private Evaluating.Outcome evaluate(AgentConfig config) throws IOException {
        ModelDirectory.Named champion = new ModelDirectory(directory.resolve("models")).champion();
        assertThat(champion).isNotNull();
        return new Evaluating(config, new Dl4jNetworks(), LATER, (doing, events) -> {})
                .evaluate(champion, Instant.MIN, null, null);
    }

    @Test
    void labelsOfTheStoreAlone_teachAndScoreAsThoseOfAFile() throws IOException {
        byte[] ofFile = train(ofFile("labels.csv"));
        Judgement scores = evaluate(ofFile("labels.csv")).judgement();
        try (Store store = store()) {
            LabelImport.of(List.of(directory.resolve("labels.csv")), LATER.instant())
                    .put(store.labels());
        }

        assertThat(evaluate(config("files: []")).judgement()).isEqualTo(scores);
        assertThat(train(config("files: []"))).isEqualTo(ofFile);
    }

    @Test
    void labelsOfRulesAlone_teachAndScoreAsThoseOfAFile() throws IOException {
        StringBuilder rows = new StringBuilder("entity,state,start,end,source,note\n");
        for (String entity : List.of("shop", "stock")) {
            for (int minute : SmallService.failures(entity, 0, MINUTES)) {
                rows.append("%s,red,%s,%s,rule:errors_per_minute,%n"
                        .formatted(entity, Histories.minute(minute), Histories.minute(minute + 6)));
            }
        }
        Files.writeString(directory.resolve("ruled.csv"), rows);
        AgentConfig ruled = config("rules: [{state: red, errors_per_minute: 1}]");

        byte[] ofFile = train(ofFile("ruled.csv"));
        Judgement scores = evaluate(ofFile("ruled.csv")).judgement();

        assertThat(evaluate(ruled).judgement()).isEqualTo(scores);
        assertThat(train(ruled)).isEqualTo(ofFile);
    }

    @Test
    void filesThatAreToCountAlone_areNotJoinedByStoreOrRules() throws IOException {
        byte[] alone = train(ofFile("labels.csv"));
        Label wrong = Histories.label("shop", HealthState.RED, 100, 300);
        try (Store store = store()) {
            store.labels().put(List.of(new Recorded(LabelKey.of(wrong), wrong, 1, LATER.instant())));
            store.interventions().record(new Intervention("i", "", Histories.minute(69), "person", ""));
        }
        AgentConfig more = config("rules: [{state: orange, errors_per_minute: 1}]");
        AgentConfig named = more.with(
                more.labels().alone(List.of(directory.resolve("labels.csv").toString())));

        assertThat(train(named)).isEqualTo(alone);
        assertThat(train(ofFile("labels.csv"))).isNotEqualTo(alone);
    }

    @Test
    void aForecast_knowsWhatStandsFromTheStoreAndFromRules() throws IOException {
        train(ofFile("labels.csv"));
        Label open = new Label("stock", HealthState.RED, Histories.minute(495), null, "alertmanager", "");
        try (Store store = store()) {
            store.labels().put(List.of(new Recorded(LabelKey.of(open), open, 0.9, LATER.instant())));
        }
        int failure = SmallService.failures("shop", 400, 500).get(0);
        Instant within = Histories.minute(failure + 3);

        assertThat(stateOf("shop", "rules: [{state: red, errors_per_minute: 1}]", within))
                .isEqualTo(HealthState.RED);
        assertThat(stateOf("shop", "rules: []", within)).isEqualTo(HealthState.GREEN);
        assertThat(stateOf("stock", "rules: []", Histories.minute(497))).isEqualTo(HealthState.RED);
    }

    private @Nullable HealthState stateOf(String entity, String labels, Instant time) throws IOException {
        ModelDirectory.Named champion = new ModelDirectory(directory.resolve("models")).champion();
        return new Forecasting(config(labels), new Dl4jNetworks(), LATER, (doing, events) -> {})
                .forecast(champion, time)
                .health()
                .of(entity)
                .at(time);
    }

    /** Whether the same hour was quiet a day before decides whether silence is news: the reading must begin before that. */
    @Test
    void silenceAtTheUsualHour_isNoNews_howeverLittleMustBeReadForTheForecast() throws IOException {
        int day = 1440;
        Files.writeString(directory.resolve("app.json"), nightly(2 * day));
        ModelDirectory.Named model = ModelDirectory.at(GoldenReplay.BUNDLES.resolve("golden-1.portent"));
        Instant night = Histories.minute(day + 120 + 40);

        assertThat(new Forecasting(
                                config("rules: [{state: red, silence: 5m}]"),
                                new Dl4jNetworks(),
                                LATER,
                                (doing, events) -> {})
                        .forecast(model, night)
                        .health()
                        .of("shop")
                        .at(Histories.minute(day + 120 + 20)))
                .isEqualTo(HealthState.GREEN);
    }

    /** A line a minute but from two to three o'clock. */
    private static String nightly(int minutes) {
        StringBuilder lines = new StringBuilder();
        for (int minute = 0; minute < minutes; minute++) {
            if (minute % 1440 < 120 || minute % 1440 >= 180) {
                lines.append("{\"@timestamp\":\"%s\",\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"served\"}%n"
                        .formatted(Histories.minute(minute)));
            }
        }
        return lines.toString();
    }
}
