package io.portent.cli;

import io.portent.bundle.file.TextBundleFile;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.text.TextBundle;
import io.portent.text.TextProgress;
import io.portent.text.TextSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "Prints the layers of a network with their shapes and parameters, and how it was trained.",
        footer = {"", "Example:", "  agent text summary FILE.portent"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextSummaryVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "BUNDLE", description = "What text train has saved")
    Path bundle;

    @Override
    public Integer call() throws IOException {
        TextBundle<?> loaded = new TextBundleFile(new Dl4jWeights()).load(bundle);
        PrintWriter out = spec.commandLine().getOut();
        out.print(LayerTable.of(loaded.model().shape()));
        TextSpec how = loaded.spec();
        TextProgress at = loaded.progress();
        out.printf(
                Locale.ROOT,
                "%ncodec %s; %s at %s, sequences of %d, %d at a time, dropout %s, seed %d%n",
                how.codec(),
                how.updater().label(),
                how.rate(),
                how.sequence(),
                how.batch(),
                how.dropout(),
                how.seed());
        Double validation = at.validation();
        out.printf(
                Locale.ROOT,
                "%d of %d epochs and %d batches of the next, %d iterations, smooth loss %.4f%s%n",
                at.epoch(),
                how.epochs(),
                at.batch(),
                at.iterations(),
                at.smoothLoss(),
                validation == null
                        ? ""
                        : String.format(Locale.ROOT, ", %.4f nats per step on the text held out", validation));
        out.flush();
        return 0;
    }
}
