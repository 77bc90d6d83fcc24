package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portent.Histories;
import io.portent.StoredService;
import io.portent.bundle.Bundle;
import io.portent.bundle.file.ModelDirectory;
import io.portent.dataset.EncodedRun;
import io.portent.dataset.HazardTargets;
import io.portent.dataset.Run;
import io.portent.health.HealthHistory;
import io.portent.health.HealthState;
import io.portent.health.Label;
import io.portent.model.OpenModel;
import io.portent.model.dl4j.Dl4jNetworks;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.model.engine.Answers;
import io.portent.model.engine.Shape;
import io.portent.model.engine.Stepper;
import io.portent.store.Store;
import io.portent.store.jdbc.JdbcStore;
import io.portent.window.Window;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A model that has learnt a stored service, over the windows of that store. */
@SuppressWarnings("NullAway.Init") // JUnit and the first method fill the fields
final class ModelsHeatmapVerbTest {
    private static final int UNITS = 8;
    private static final int DATA_WINDOW = 10;

    @TempDir
    Path directory;

    private StoredService service;
    private Store store;
    private Path html;

    @BeforeEach
    void learn() throws IOException {
        service = new StoredService(directory, 2).label();
        Path file = service.configFile();
        Files.writeString(file, Files.readString(file).replace("epochs: 60", "epochs: 3"));
        store = JdbcStore.open("jdbc:sqlite:" + directory.resolve("portent.db"), Duration.ofSeconds(20));
        service.fill(store, 9);
        agent(0, "retrain", "--since", "2d");
        html = directory.resolve("map.html");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String agent(int code, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-c", directory.resolve("agent.yaml").toString()));
        CommandLine agent = Main.commandLine();
        agent.setErr(new PrintWriter(err, true));
        agent.setOut(new PrintWriter(out, true));
        assertThat(agent.execute(all.toArray(String[]::new)))
                .as(() -> out + "" + err)
                .isEqualTo(code);
        return code == 0 ? out.toString() : err.toString();
    }

    private static JsonNode data(Path page) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf("id=\"data\">") + "id=\"data\">".length();
        return new ObjectMapper().readTree(text.substring(from, text.indexOf("</script>", from)));
    }

    private String version() throws IOException {
        List<String> versions = new ModelDirectory(service.models()).versions();
        assertThat(versions).isNotEmpty();
        return versions.get(0);
    }

    /** Computed again, window by window: the state is the stepper's from zero over the data window, the chance is the forecaster's. */
    @Test
    void columnsAreReadAsForecastsAre() throws IOException {
        int failure = service.failures().get(3);
        Instant until = Histories.minute(failure + 25);
        String said = agent(
                0,
                "models",
                "heatmap",
                version(),
                "--most",
                "70",
                "--until",
                until.toString(),
                "--html",
                html.toString());

        assertThat(said)
                .startsWith("8 units over 70 windows, " + Histories.minute(failure - 44) + " to " + until + ", in "
                        + html + "\n")
                .contains(" windows of the span are before them");
        JsonNode data = data(html);
        byte[] values = data.at("/values").binaryValue();
        Bundle bundle = new ModelDirectory(service.models()).load(version()).bundle();
        EncodedRun run = encoded(bundle);
        Shape shape = new Shape(
                bundle.spec().network(), run.features(), UNITS, bundle.spec().layers(), run.outputs(), Answers.HAZARDS);
        try (OpenModel network = bundle.open(new Dl4jNetworks())) {
            for (int column = 0; column < 70; column++) {
                int step = stepAt(
                        run.run(),
                        Instant.parse(data.at("/columns/labels/" + column).asText()));
                Stepper stepper = new Stepper(
                        shape, new Dl4jWeights().read(bundle.networks().get(0)));
                for (int back = DATA_WINDOW - 1; back >= 0; back--) {
                    stepper.read(run.vectors(), (step - back) * run.features());
                }
                float[] hidden = stepper.hidden(bundle.spec().layers() - 1);
                for (int unit = 0; unit < UNITS; unit++) {
                    assertThat(values[unit * 70 + column] / 127.0).isCloseTo(hidden[unit], within(0.5 / 127 + 1e-6));
                }
                boolean red = data.at("/bands/2/labels/" + column).asText().equals("r");
                assertThat(red).isEqualTo(failedAt(step + 1));
                float[] risks = network.risks(run, step, step + 1);
                double chance = red ? 1 : Math.min(risks[2], risks[0]);
                assertThat(data.at("/bands/0/details/" + column).asText())
                        .startsWith(String.format(java.util.Locale.ROOT, "%.1f %%, forecast ", 100 * chance));
            }
        }
        assertThat(data.at("/bands/0/name").asText()).isEqualTo("red within 5m");
        assertThat(data.at("/bands/1/name").asText()).isEqualTo("red within 15m");
        assertThat(data.at("/bands/2/details").toString()).contains("\"red\"", "\"green\"");
    }

    private EncodedRun encoded(Bundle bundle) {
        List<Window> windows = new ArrayList<>();
        store.windowReader().windows("shop", service.span(), windows::add);
        Run run = Run.of(windows).get(0);
        List<Label> failures = service.failures().stream()
                .map(minute -> Histories.label("", HealthState.RED, minute, minute + 1))
                .toList();
        HealthHistory health = new HealthHistory(failures, HealthState.GREEN);
        HazardTargets targets = new HazardTargets(bundle.horizons(), Instant.MIN);
        return EncodedRun.of(run, bundle.inputs(), health, targets, bundle.horizons());
    }

    private static int stepAt(Run run, Instant moment) {
        for (int step = 0; step < run.size(); step++) {
            if (run.moment(step).equals(moment)) {
                return step;
            }
        }
        throw new AssertionError("no window until " + moment);
    }

    private boolean failedAt(int minute) {
        return service.failures().stream().anyMatch(from -> minute >= from && minute < from + 10);
    }

    @Test
    void spanAndFile_areTaken() throws IOException {
        Path file = service.models().resolve(version() + ".portent");
        String said = agent(
                0,
                "models",
                "heatmap",
                "--model",
                file.toString(),
                "--since",
                "2026-03-03T10:00:00Z",
                "--until",
                "2026-03-03T10:30:00Z",
                "--png",
                directory.resolve("map.png").toString());
        assertThat(said)
                .isEqualTo("8 units over 30 windows, 2026-03-03T10:01:00Z to 2026-03-03T10:30:00Z, in "
                        + directory.resolve("map.png") + "\n");
        byte[] magic = Arrays.copyOf(Files.readAllBytes(directory.resolve("map.png")), 4);
        assertThat(magic).containsExactly(0x89, 'P', 'N', 'G');
    }

    /** The first windows have no data window before them. */
    @Test
    void beginningOfTheStore_isShownFromTheFirstForecastOn() throws IOException {
        String said = agent(
                0,
                "models",
                "heatmap",
                version(),
                "--since",
                "2026-03-02",
                "--until",
                "2026-03-02T00:15:00Z",
                "--html",
                html.toString());
        assertThat(said)
                .startsWith("8 units over 6 windows, 2026-03-02T00:10:00Z to ")
                .contains("9 windows of the span are before them or have too few before themselves");
        assertThat(agent(
                        1,
                        "models",
                        "heatmap",
                        version(),
                        "--since",
                        "2026-03-02",
                        "--until",
                        "2026-03-02T00:05:00Z",
                        "--html",
                        html.toString()))
                .isEqualTo("agent: the last unbroken stretch has 5 windows, the model reads 10 at a time\n");
    }

    @Test
    void wrongUsageAndWhatIsNotThere_areOneSentence() throws IOException {
        String to = html.toString();
        assertThat(agent(2, "models", "heatmap")).isEqualTo("say where to: --html FILE, --png FILE or both\n");
        assertThat(agent(2, "models", "heatmap", version(), "--model", "x", "--html", to))
                .isEqualTo("say which model once: VERSION or --model FILE\n");
        assertThat(agent(2, "models", "heatmap", version(), "--layer", "2", "--html", to))
                .isEqualTo("--layer must be in [1, 1], was 2\n");
        assertThat(agent(2, "models", "heatmap", version(), "--most", "500001", "--html", to))
                .startsWith("--most 500001: a heat map has at most 4,000,000 cells");
        assertThat(agent(1, "models", "heatmap", "2099", "--html", to)).startsWith("agent: no model is 2099 in ");
        assertThat(agent(1, "models", "heatmap", version(), "--entity", "cart", "--html", to))
                .startsWith("agent: the store holds no windows of cart from ")
                .hasLineCount(1);
        assertThat(html).doesNotExist();
    }

    @Test
    void severalEntities_mustBeChosenFrom() throws IOException {
        store.windowWriter().append("agent", List.of(Histories.window("cart", 5, 1)), List.of());
        assertThat(agent(1, "models", "heatmap", version(), "--html", html.toString()))
                .isEqualTo("agent: the store holds windows of 2 entities; --entity says which to show: cart, shop\n");
        assertThat(agent(0, "models", "heatmap", version(), "--entity", "shop", "--html", html.toString()))
                .startsWith("8 units over 500 windows");
    }

    @Test
    void otherWindows_areRefused() throws IOException {
        String version = version();
        Path file = directory.resolve("agent.yaml");
        Files.writeString(file, Files.readString(file).replace("lateness: 0s", "lateness: 30s"));
        assertThat(agent(1, "models", "heatmap", version, "--html", html.toString()))
                .startsWith("agent: the model was trained with windows of another length")
                .hasLineCount(1);
    }

    /** What reads from both ends is retrained like any other; but no state of it belongs to the end of a window. */
    @Test
    void whatReadsFromBothEnds_isRefused() throws IOException {
        Path file = directory.resolve("agent.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("epochs: 3", "epochs: 3, network: bidirectional-lstm")
                        .replace("/models", "/others"));
        agent(0, "retrain", "--since", "2d");
        String version =
                new ModelDirectory(directory.resolve("others")).versions().get(0);
        assertThat(version).contains("-bidirectional-lstm-");
        assertThat(agent(1, "models", "heatmap", version, "--html", html.toString()))
                .startsWith("agent: the model is a bidirectional-lstm network, whose units ")
                .hasLineCount(1);
    }
}
