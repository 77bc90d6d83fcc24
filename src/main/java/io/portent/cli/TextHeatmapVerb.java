package io.portent.cli;

import io.portent.bundle.file.TextBundleFile;
import io.portent.heatmap.HeatMap;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.text.Activations;
import io.portent.text.TextModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "heatmap",
        mixinStandardHelpOptions = true,
        description = "Shows what each hidden unit of a network for text does at each character that it reads.",
        footer = {"", "Example:", "  agent text heatmap --restore FILE.portent --text 'To be' --html heat.html"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextHeatmapVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--restore", required = true, paramLabel = "FILE", description = "A bundle of agent text train.")
    Path restore;

    @Option(names = "--text", paramLabel = "TEXT", description = "The text to read.")
    @Nullable
    String text;

    @Option(names = "--in", paramLabel = "FILE", description = "The text to read, UTF-8.")
    @Nullable
    Path in;

    @Option(names = "--layer", paramLabel = "N", description = "1: the one that reads the text. Default: the top one")
    @Nullable
    Integer layer;

    @Mixin
    HeatMapFiles files;

    @Override
    public Integer call() throws IOException {
        if ((text == null) == (in == null)) {
            throw new WrongUsageException("say what to read: either --text TEXT or --in FILE");
        }
        files.check();
        show(new TextBundleFile(new Dl4jWeights()).load(restore).model());
        return 0;
    }

    private <S> void show(TextModel<S> model) throws IOException {
        int layers = model.shape().layers();
        int asked = layer == null ? layers : layer;
        if (asked < 1 || asked > layers) {
            throw new WrongUsageException("--layer must be in [1, " + layers + "], was " + asked);
        }
        files.check(model.shape().units());
        List<S> steps = steps(model);
        List<S> shown = steps.subList(0, Math.min(steps.size(), files.most));
        String title = "Hidden units of layer " + asked + " of " + restore.getFileName();
        String note = String.format(
                Locale.ROOT,
                "%s, layer %d of %d. The network has read the text from its beginning, %,d of %,d characters are shown."
                        + " Each column is the state after its character, and above it what it would write next.",
                model.shape().kind().label(),
                asked,
                layers,
                shown.size(),
                steps.size());
        HeatMap map = Activations.of(model, shown, asked - 1, title, note);
        String written = files.write(map);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d units of layer %d over %,d characters in %s%n",
                model.shape().units(),
                asked,
                shown.size(),
                written);
        if (shown.size() < steps.size()) {
            out.printf(
                    Locale.ROOT,
                    "%,d characters after them were left out: --most takes more%n",
                    steps.size() - shown.size());
        }
        out.flush();
    }

    private <S> List<S> steps(TextModel<S> model) throws IOException {
        List<S> steps = model.codec().read(text != null ? text : TextInput.of(List.of(Objects.requireNonNull(in))));
        if (steps.isEmpty()) {
            throw new FailedException("the text is empty");
        }
        return steps;
    }
}
