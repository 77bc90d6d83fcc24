package io.portent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portent.Histories;
import io.portent.LabelTruth;
import io.portent.SmallService;
import io.portent.bundle.file.ModelDirectory;
import io.portent.config.AgentConfig;
import io.portent.evaluate.Judgement;
import io.portent.evaluate.Score;
import io.portent.evaluate.Verdict;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.pipeline.NotEnoughException;
import io.portent.store.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walking forward over the logs of two entities. */
@SuppressWarnings("NullAway.Init") // JUnit and set-up fill the fields
final class EvaluatingFoldsTest {
    private static final int MINUTES = 1_800;
    private static final int FOLDS = 2;
    /** A data window of six minutes and the longest horizon of thirty. */
    private static final int EMBARGO = 36;

    private static final InstantSource LATER = InstantSource.fixed(Histories.minute(MINUTES + 5));
    private static final TimeSpan SPAN = new TimeSpan(Histories.START, Histories.minute(MINUTES));
    private static final Dl4jNetworks NETWORKS = new Dl4jNetworks();

    @TempDir
    static Path directory;

    private static Evaluating.Outcome outcome;
    private static List<Row> rows;

    private record Row(Instant time, String entity, Duration horizon, String chances, String state) {
        double atLeast(HealthState level) {
            String[] cells = chances.split(",", -1);
            double red = Double.parseDouble(cells[2]);
            return level == HealthState.RED ? red : Double.parseDouble(cells[1]) + red;
        }
    }

    private static AgentConfig config(Path of) {
        return SmallService.config(of, of.resolve("models"), "ensemble: 1, epochs: 2");
    }

    private static Evaluating evaluating(Path of) {
        return new Evaluating(config(of), NETWORKS, LATER, (doing, events) -> {});
    }

    private static Evaluating.Outcome walk(Path of) throws IOException {
        return evaluating(of).walk(SPAN, FOLDS, of.resolve("forecasts.csv"), new Patient());
    }

    private static List<Row> read(Path csv) throws IOException {
        List<Row> all = new ArrayList<>();
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            all.add(new Row(
                    Instant.parse(cells[0]),
                    cells[1],
                    Duration.ofSeconds(Long.parseLong(cells[2])),
                    cells[3] + "," + cells[4] + "," + cells[5],
                    cells[6]));
        }
        return all;
    }

    @BeforeAll
    static void walked() throws IOException {
        SmallService.write(directory, 0, MINUTES, 5);
        outcome = walk(directory);
        rows = read(directory.resolve("forecasts.csv"));
    }

    /** Nothing that was learnt from, be it a window or the end of a target's horizon, lies in the data window of a question. */
    @Test
    void noQuestion_readsWhatWasLearntFrom() {
        List<Judgement.Part> parts = outcome.judgement().parts();
        assertThat(parts).hasSize(FOLDS);
        for (Judgement.Part part : parts) {
            Instant firstRead = rows.stream()
                    .map(Row::time)
                    .filter(time -> time.isAfter(part.from()) && !time.isAfter(part.until()))
                    .min(Instant::compareTo)
                    .orElseThrow()
                    .minus(Duration.ofMinutes(6));
            // Targets end with the training: TrainingData cuts labels there.
            Duration between = Duration.between(part.trainedUntil(), firstRead);
            assertThat(between).isGreaterThanOrEqualTo(Duration.ofMinutes(EMBARGO - 6));
        }
        assertThat(outcome.embargo()).isEqualTo(Duration.ofMinutes(EMBARGO));
    }

    @Test
    void everyMoment_isForecastOnce() {
        Set<String> asked = new HashSet<>();
        rows.forEach(row -> assertThat(asked.add(row.time() + row.entity() + row.horizon()))
                .as("%s", row)
                .isTrue());
        assertThat(rows).hasSize(outcome.judgement().moments() * 3);
        assertThat(rows).extracting(Row::time).contains(Histories.minute(2L * MINUTES / 3), Histories.minute(601));
        assertThat(rows).extracting(Row::time).doesNotContain(Histories.minute(600));
    }

    /** Neither the logs nor the labels of a part, nor of later ones, change how it is forecast ahead of its first label. */
    @Test
    void whatComesLater_changesNoForecast() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        SmallService.write(other, 0, MINUTES, 5);
        Instant cut = Histories.minute(1_200);
        Path logs = other.resolve("app.json");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(logs)) {
            boolean later = line.compareTo("{\"@timestamp\":\"" + cut) >= 0;
            lines.add(later ? line.replace("pool nearly empty", "all is well with the pool") : line);
        }
        Files.write(logs, lines);
        Path labels = other.resolve("labels.csv");
        Files.write(
                labels,
                Files.readAllLines(labels).stream()
                        .filter(row -> row.startsWith("entity") || row.split(",", -1)[2].compareTo(cut.toString()) < 0)
                        .toList());

        walk(other);

        List<Row> changed = read(other.resolve("forecasts.csv"));
        assertThat(until(changed, cut)).hasSizeGreaterThan(3_000).isEqualTo(until(rows, cut));
        assertThat(changed).isNotEqualTo(rows);
    }

    /** Why plain evaluate needs no gap: no target of the training reaches into the time that it asks about. */
    @Test
    void labelsAfterTheTraining_changeNothingOfTheModel() throws IOException {
        Path other = Files.createDirectories(directory.resolve("cut"));
        SmallService.write(other, 0, MINUTES, 5);
        Instant until = Histories.minute(1_005);
        byte[] whole = train(other, until);
        Path labels = other.resolve("labels.csv");
        List<String> before = Files.readAllLines(labels).stream()
                .filter(row -> row.startsWith("entity") || row.split(",", -1)[2].compareTo(until.toString()) < 0)
                .toList();
        assertThat(before).hasSizeLessThan(Files.readAllLines(labels).size());
        Files.write(labels, before);

        assertThat(train(other, until)).isEqualTo(whole);
    }

    private static byte[] train(Path of, Instant until) throws IOException {
        Training training = new Training(config(of), NETWORKS, LATER, (doing, events) -> {}, new Patient());
        String version = training.train(new Training.Split(Histories.START, until, until, false))
                .version();
        return Files.readAllBytes(of.resolve("models").resolve(version + ".portent"));
    }

    private static List<Row> until(List<Row> all, Instant cut) {
        return all.stream().filter(row -> !row.time().isAfter(cut)).toList();
    }

    /** A part is what train and evaluate would have said of it then. */
    @Test
    void onePart_isTrainedAndEvaluatedAsByHand() throws IOException {
        Judgement.Part part = outcome.judgement().parts().get(1);
        Training training = new Training(config(directory), NETWORKS, LATER, (doing, events) -> {}, new Patient());
        training.train(new Training.Split(Histories.START, part.trainedUntil(), part.trainedUntil(), false));
        ModelDirectory.Named model = Objects.requireNonNull(new ModelDirectory(directory.resolve("models")).champion());
        Path csv = directory.resolve("byhand.csv");

        Evaluating.Outcome byHand =
                evaluating(directory).evaluate(model, part.from().plusMillis(1), null, csv);

        List<Row> own =
                rows.stream().filter(row -> row.time().isAfter(part.from())).toList();
        assertThat(read(csv)).containsExactlyInAnyOrderElementsOf(own);
        assertThat(byHand.judgement().moments()).isEqualTo(part.moments());
    }

    /** All rows together against the labels, by the plainest loops. */
    @Test
    void scores_areThoseOfTheForecastsWritten() throws IOException {
        for (Verdict verdict : outcome.judgement().verdicts()) {
            List<double[]> answers = new ArrayList<>();
            for (Row row : rows) {
                int onset = truth(row.entity(), verdict.level()).question(row.time(), Duration.ZERO, verdict.horizon());
                if (row.horizon().equals(verdict.horizon()) && onset >= 0) {
                    answers.add(new double[] {row.atLeast(verdict.level()), onset});
                }
            }
            double squares = 0;
            double area = 0;
            double positives = answers.stream().filter(one -> one[1] == 1).count();
            for (double[] one : answers) {
                squares += Math.pow(one[0] - one[1], 2);
                List<double[]> above = answers.stream()
                        .filter(o -> one[1] == 1 && o[0] >= one[0])
                        .toList();
                area += above.isEmpty()
                        ? 0
                        : (double) above.stream().filter(o -> o[1] == 1).count() / above.size() / positives;
            }
            Score score = verdict.own().score();
            assertThat(score.questions()).isEqualTo(answers.size());
            assertThat(score.positives()).isEqualTo((int) positives).isPositive();
            assertThat(score.brier()).isCloseTo(squares / answers.size(), within(1e-6));
            assertThat(score.prAuc()).isCloseTo(area, within(1e-6));
            assertThat(verdict.models().keySet())
                    .containsExactly("simple-rnn", "climatology", "persistence", "error-rate", "history", "logistic");
        }
    }

    private static LabelTruth truth(String entity, HealthState level) {
        List<Label> labels = new ArrayList<>(
                List.of(Histories.label(entity, HealthState.GREEN, Instant.EPOCH, Histories.minute(10L * MINUTES))));
        for (int minute : SmallService.failures(entity, 0, MINUTES)) {
            labels.add(Histories.label(entity, HealthState.ORANGE, minute - 3, minute));
            labels.add(Histories.label(entity, HealthState.RED, minute, minute + 6));
        }
        return new LabelTruth(labels, level);
    }

    @Test
    void incidents_areExplainedByMessages() {
        assertThat(outcome.judgement().seen()).isNotEmpty();
        assertThat(outcome.drivers().keySet())
                .isNotEmpty()
                .allMatch(outcome.judgement().seen()::contains);
        assertThat(outcome.drivers().values().stream().flatMap(List::stream))
                .anyMatch(one -> one.text().contains("pool nearly empty"));
    }

    @Test
    void tooLittleToLearnFrom_isSaid() throws IOException {
        Path small = Files.createDirectories(directory.resolve("small"));
        SmallService.write(small, 0, 100, 5);
        TimeSpan span = new TimeSpan(Histories.START, Histories.minute(100));
        assertThatThrownBy(() -> evaluating(small).walk(span, 3, null, new Patient()))
                .isInstanceOf(NotEnoughException.class)
                .hasMessageStartingWith("no part of the time could be forecast: ");
    }
}
