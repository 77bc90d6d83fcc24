package io.portent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portent.bundle.file.TextBundleFile;
import io.portent.codec.Codec;
import io.portent.codec.text.TextCodecProvider;
import io.portent.model.NetworkKind;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.model.engine.Answers;
import io.portent.model.engine.FirstWeights;
import io.portent.model.engine.Shape;
import io.portent.text.TextBundle;
import io.portent.text.TextModel;
import io.portent.text.TextProgress;
import io.portent.text.TextSpec;
import io.portent.text.UpdaterKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory
final class TextHeatmapVerbTest {
    private static final int UNITS = 5;

    @TempDir
    Path directory;

    private Path bundle;
    private Path html;
    private Path png;

    @BeforeEach
    void bundle() throws IOException {
        Codec<Integer> codec = new TextCodecProvider().fit("to be or not\n", Map.of());
        TextSpec spec =
                new TextSpec("text", NetworkKind.LSTM, UNITS, 2, 0, 10, 1, UpdaterKind.ADAM, 0.01, 1e-8, 5, 0, 7, 1, 0);
        Shape shape = new Shape(NetworkKind.LSTM, codec.inputs(), UNITS, 2, codec.outputs(), Answers.SYMBOLS);
        TextModel<Integer> model = new TextModel<>(codec, shape, FirstWeights.byFan(shape, 3));
        List<float[]> gathered = UpdaterKind.ADAM.gathers(shape.weights()).stream()
                .map(size -> new float[size])
                .toList();
        TextProgress progress = new TextProgress("", 0, 0, 0, 0, null, gathered, List.of());
        bundle = directory.resolve("net.portent");
        html = directory.resolve("map.html");
        png = directory.resolve("map.png");
        new TextBundleFile(new Dl4jWeights()).save(bundle, new TextBundle<>(spec, model, progress));
    }

    private String heatmap(int code, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--restore", bundle.toString()));
        all.addAll(List.of(words));
        CommandLine verb = new CommandLine(new TextHeatmapVerb());
        verb.setExecutionExceptionHandler(Main.commandLine().getExecutionExceptionHandler());
        verb.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        assertThat(verb.execute(all.toArray(String[]::new)))
                .as(() -> out + "" + err)
                .isEqualTo(code);
        return code == 0 ? out.toString() : err.toString();
    }

    @Test
    void pageAndPicture_ofTheTopLayer() throws IOException {
        assertThat(heatmap(0, "--text", "to be", "--html", html.toString(), "--png", png.toString()))
                .isEqualTo("5 units of layer 2 over 5 characters in " + html + " and " + png + "\n");
        assertThat(Files.readString(html))
                .contains("Hidden units of layer 2 of net.portent", "lstm, layer 2 of 2", "\"labels\":[\"t\",\"o\",");
        assertThat(ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(png)))
                        .getWidth())
                .isEqualTo(5 * 8);
    }

    @Test
    void layersDiffer_andFileAndArgumentDoNot() throws IOException {
        Path in = Files.writeString(directory.resolve("in.txt"), "to be\n");
        heatmap(0, "--in", in.toString(), "--layer", "2", "--png", png.toString());
        byte[] top = Files.readAllBytes(png);
        heatmap(0, "--text", "to be\n", "--png", png.toString());
        assertThat(Files.readAllBytes(png)).isEqualTo(top);
        heatmap(0, "--text", "to be\n", "--layer", "1", "--png", png.toString());
        assertThat(Files.readAllBytes(png)).isNotEqualTo(top);
    }

    @Test
    void moreThanWasAskedFor_isLeftOutAndSaid() throws IOException {
        assertThat(heatmap(0, "--text", "to be or not", "--most", "5", "--html", html.toString()))
                .isEqualTo("5 units of layer 2 over 5 characters in " + html
                        + "\n7 characters after them were left out: --most takes more\n");
        assertThat(Files.readString(html)).contains("5 of 12 characters are shown");
    }

    @Test
    void wrongUsage_isOneSentenceAndNothingIsWritten() {
        assertThat(heatmap(2, "--text", "to")).isEqualTo("say where to: --html FILE, --png FILE or both\n");
        assertThat(heatmap(2, "--html", html.toString()))
                .isEqualTo("say what to read: either --text TEXT or --in FILE\n");
        assertThat(heatmap(2, "--text", "to", "--in", "x", "--html", html.toString()))
                .startsWith("say what to read");
        assertThat(heatmap(2, "--text", "to", "--layer", "3", "--html", html.toString()))
                .isEqualTo("--layer must be in [1, 2], was 3\n");
        assertThat(heatmap(2, "--text", "to", "--layer", "0", "--html", html.toString()))
                .startsWith("--layer must be");
        assertThat(heatmap(2, "--text", "to", "--most", "0", "--html", html.toString()))
                .startsWith("--most must be");
        assertThat(heatmap(2, "--text", "to", "--most", "800001", "--html", html.toString()))
                .isEqualTo(
                        "--most 800001: a heat map has at most 4,000,000 cells, 5 rows of 800,001 columns are 4,000,005:"
                                + " take fewer columns\n");
        assertThat(html).doesNotExist();
    }

    @Test
    void whatCannotBeRead_isOneSentence() throws IOException {
        Path latin = Files.write(directory.resolve("latin.txt"), "bé".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(heatmap(1, "--in", latin.toString(), "--html", html.toString()))
                .isEqualTo("agent: " + latin + " is not UTF-8: byte 1 begins no character\n");
        assertThat(heatmap(1, "--in", directory + "/none.txt", "--html", html.toString()))
                .isEqualTo("agent: no such file or folder: " + directory + "/none.txt\n");
        assertThat(heatmap(1, "--text", "to bz", "--html", html.toString()))
                .startsWith("agent: line 1, column 5: the character z is not among the ")
                .hasLineCount(1);
        assertThat(heatmap(1, "--text", "", "--html", html.toString())).isEqualTo("agent: the text is empty\n");
        Files.writeString(bundle, "no bundle");
        assertThat(heatmap(1, "--text", "to", "--html", html.toString()))
                .startsWith("agent: ")
                .hasLineCount(1);
        assertThat(html).doesNotExist();
    }
}
