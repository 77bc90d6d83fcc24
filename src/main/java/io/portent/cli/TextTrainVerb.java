package io.portent.cli;

import io.portent.bundle.file.Sha256;
import io.portent.bundle.file.TextBundleFile;
import io.portent.codec.Codec;
import io.portent.codec.Codecs;
import io.portent.config.Durations;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.text.DivergedException;
import io.portent.text.Frequencies;
import io.portent.text.TextBundle;
import io.portent.text.TextSpec;
import io.portent.text.TextTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        defaultValueProvider = TextEnvironment.class,
        description = {
            "Learns how a text goes on. The defaults are min-char-rnn's; --batch 32 --updater adam learns many times as fast.",
            "Ctrl-C and SIGTERM save what has been learnt; --restore goes on from there as if it had never stopped."
        },
        footer = {
            "",
            "Examples:",
            "  agent text train --in FILE --out FILE.portent",
            "  agent text train --in FILE --out FILE.portent --network lstm --units 128 \\",
            "    --batch 32 --updater adam --for 10m",
            "  agent text train --in FILE --restore FILE.portent --epochs 200"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextTrainVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    TextNetworkOptions network;

    @Mixin
    TextFrequencyOptions frequencies;

    @Option(
            names = "--in",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Text to learn, UTF-8; several are one after the other")
    List<Path> in;

    @Option(names = "--out", paramLabel = "BUNDLE", description = "Where to. Default: the file that --restore names")
    @Nullable
    Path out;

    @Option(
            names = "--restore",
            paramLabel = "BUNDLE",
            description = "Goes on from there: with the same text bit for bit, with another from its beginning")
    @Nullable
    Path restore;

    @Option(
            names = "--start",
            paramLabel = "TEXT",
            description =
                    "What samples go on from; - reads standard input, as does something piped in. Default: the text's"
                            + " first step")
    @Nullable
    String start;

    @Option(
            names = "--codec-option",
            paramLabel = "NAME=VALUE",
            description = "For the codec: agent text codecs tells which")
    Map<String, String> codecOptions = new HashMap<>();

    @Option(names = "--vocabulary", paramLabel = "FILE", description = "Holds characters that the text may lack")
    @Nullable
    Path vocabulary;

    @Option(names = "--for", paramLabel = "DURATION", description = "Ends and saves after so long, such as 10m")
    @Nullable
    String lasting;

    @Override
    public Integer call() throws IOException {
        Path target = out != null ? out : restore;
        if (target == null) {
            throw new WrongUsageException("--out BUNDLE is missing: where to?");
        }
        String text = TextInput.of(in);
        String begin = TextInput.orPiped(start, System.in);
        TextBundleFile files = new TextBundleFile(new Dl4jWeights());
        ends = nanos();
        try {
            if (restore != null) {
                return goOn(files.load(restore), text, begin, files, target);
            }
            TextSpec fresh = network.fresh();
            return train(fresh, Codecs.named(network.codec).fit(text, options()), text, begin, null, files, target);
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> options() throws IOException {
        Map<String, String> options = new HashMap<>(codecOptions);
        if (vocabulary != null) {
            options.put("vocabulary", TextInput.of(List.of(vocabulary)));
        }
        return options;
    }

    private <S> int goOn(TextBundle<S> from, String text, @Nullable String begin, TextBundleFile files, Path target)
            throws IOException {
        return train(network.continued(from.spec()), from.model().codec(), text, begin, from, files, target);
    }

    private <S> int train(
            TextSpec how,
            Codec<S> codec,
            String text,
            @Nullable String begin,
            @Nullable TextBundle<S> from,
            TextBundleFile files,
            Path target)
            throws IOException {
        Frequencies often = frequencies.frequencies();
        List<S> first = begin == null ? List.of() : codec.read(begin);
        String sha256 = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        requireWritable(target);
        TextBundleFile.requireRoom(how.shape(codec).weights(), how.updater());
        PrintWriter to = spec.commandLine().getOut();
        if (from != null
                && from.progress().text().equals(sha256)
                && from.progress().epoch() >= how.epochs()) {
            to.printf(
                    "nothing is left to learn: %d epochs are done, --epochs takes more%n",
                    from.progress().epoch());
            to.flush();
            return 0;
        }
        try (Stop stop = Stop.onSignal();
                TextTraining<S> training = new TextTraining<>(how, codec, codec.read(text), sha256, first, from)) {
            TextTold told = new TextTold(to, codec, training, files, frequencies, () -> ended(stop));
            told.begin(how, TextEnvironment.WIDTHS, System.getenv());
            TextBundle<S> trained = run(training, often, told, target);
            files.save(target, trained);
            told.saved(target, trained);
        }
        return to.checkError() ? 1 : 0;
    }

    private <S> TextBundle<S> run(TextTraining<S> training, Frequencies often, TextTold told, Path target) {
        try {
            return training.run(often, told);
        } catch (DivergedException e) {
            throw new FailedException(e.getMessage() + "; nothing is saved, "
                    + (Files.exists(target) ? target + " stays as it was" : target + " is not written")
                    + "; a smaller --rate or --clip may help");
        }
    }

    /** Hours of learning are not to end in a file that cannot be written. */
    private static void requireWritable(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FailedException("--out " + target + " is a folder, it must be a file");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FailedException("--out " + target + " is no ordinary file, it would be replaced by one");
        }
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new FailedException("no right to write in " + folder);
        }
    }

    private final long began = System.nanoTime();
    private long ends;

    private boolean ended(Stop stop) {
        return stop.told().getCount() == 0 || System.nanoTime() - began > ends;
    }

    private long nanos() {
        try {
            return lasting == null ? Long.MAX_VALUE : Durations.parse(lasting).toNanos();
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--for " + e.getMessage());
        }
    }
}
