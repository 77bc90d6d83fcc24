package io.portent.cli;

import io.portent.model.NetworkKind;
import io.portent.text.TextSpec;
import io.portent.text.UpdaterKind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a network for text is built and trained. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextNetworkOptions {
    private static final List<String> FIXED_AT_THE_START = List.of(
            "--codec",
            "--codec-option",
            "--vocabulary",
            "--network",
            "--units",
            "--layers",
            "--sequence",
            "--batch",
            "--updater",
            "--random-factor",
            "--validation",
            "--seed",
            "--dropout",
            "--epsilon",
            "--clip");

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            completionCandidates = Candidates.CodecNames.class,
            description = "What a step is: agent text codecs. Default: text")
    String codec = "text";

    @Option(
            names = "--network",
            paramLabel = "KIND",
            completionCandidates = Candidates.TextNetworks.class,
            description = "simple-rnn, lstm or gru. Default: simple-rnn")
    String network = NetworkKind.SIMPLE_RNN.label();

    @Option(names = "--units", paramLabel = "N", description = "Hidden units of each layer. Default: 100")
    int units = 100;

    @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers. Default: 1")
    int layers = 1;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Of each layer's output, left out while learning. Default: 0")
    double dropout;

    @Option(names = "--sequence", paramLabel = "N", description = "Steps that a gradient reaches back. Default: 25")
    int sequence = 25;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Places of the text that are learnt side by side: many times quicker. Default: 1")
    int batch = 1;

    @Option(
            names = "--updater",
            paramLabel = "RULE",
            completionCandidates = Candidates.Updaters.class,
            description = "adagrad or adam. Default: adagrad")
    String updater = UpdaterKind.ADAGRAD.label();

    @Option(names = "--rate", paramLabel = "X", description = "Learning rate. Default: 0.1 for adagrad, 0.002 for adam")
    @Nullable
    Double rate;

    @Option(names = "--epsilon", paramLabel = "X", description = "Of the updater. Default: 1e-8")
    double epsilon = 1e-8;

    @Option(names = "--clip", paramLabel = "X", description = "Each part of the gradient is cut to [-X, X]. Default: 5")
    double clip = 5;

    @Option(
            names = "--random-factor",
            paramLabel = "X",
            description = "Width of the first weights' distribution; 0: by the size of the layers. Default: 0.01 for"
                    + " simple-rnn, else 0")
    @Nullable
    Double randomFactor;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the text in all. Default: 100")
    int epochs = 100;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "Of the text, at its end, not learnt from and scored after each pass. Default: 0.1")
    double validation = 0.1;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same text: same network. Default: 1")
    long seed = 1;

    /** Of a network that begins anew. */
    TextSpec fresh() {
        NetworkKind kind = kind();
        UpdaterKind rule = one("--updater", updater, UpdaterKind.values(), UpdaterKind::label);
        double width = kind == NetworkKind.SIMPLE_RNN ? 0.01 : 0;
        try {
            return new TextSpec(
                    codec,
                    kind,
                    units,
                    layers,
                    dropout,
                    sequence,
                    batch,
                    rule,
                    rate == null ? (rule == UpdaterKind.ADAM ? 2e-3 : 0.1) : rate,
                    epsilon,
                    clip,
                    randomFactor == null ? width : randomFactor,
                    seed,
                    epochs,
                    validation);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--" + e.getMessage());
        }
    }

    /** One that exists and does not serve here has a sentence of its own, {@link TextSpec}'s. */
    private NetworkKind kind() {
        NetworkKind[] all = NetworkKind.values();
        boolean known = Stream.of(all).anyMatch(each -> each.label().equals(network.toLowerCase(Locale.ROOT)));
        return one(
                "--network",
                network,
                known ? all : NetworkKind.forward().toArray(NetworkKind[]::new),
                NetworkKind::label);
    }

    /** Of one that goes on: what it was built with stays, and is refused here. */
    TextSpec continued(TextSpec from) {
        for (String option : FIXED_AT_THE_START) {
            if (isGiven(option)) {
                throw new WrongUsageException(option + " was decided when the network was built; with --restore only"
                        + " --epochs and --rate can be given");
            }
        }
        try {
            return from.goingOn(
                    isGiven("--epochs") ? epochs : from.epochs(),
                    isGiven("--rate") && rate != null ? rate : from.rate());
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--" + e.getMessage());
        }
    }

    /** On the command line; the environment is for networks that begin. */
    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private static <T> T one(String option, String value, T[] all, java.util.function.Function<T, String> label) {
        return Stream.of(all)
                .filter(each -> label.apply(each).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new WrongUsageException(option + " must be one of "
                        + String.join(", ", Stream.of(all).map(label).toList()) + ", was " + value));
    }
}
