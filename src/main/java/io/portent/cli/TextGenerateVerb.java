package io.portent.cli;

import io.portent.bundle.file.TextBundleFile;
import io.portent.codec.Choice;
import io.portent.codec.Codec;
import io.portent.model.dl4j.Dl4jWeights;
import io.portent.text.Generator;
import io.portent.text.TextModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        defaultValueProvider = TextEnvironment.class,
        description = "Writes on from a beginning, to standard output as it goes; the beginning is not repeated.",
        footer = {
            "",
            "Examples:",
            "  agent text generate --restore FILE.portent --prime 'To be' --length 200",
            "  echo 'To be' | agent text generate --restore FILE.portent --temperature 0.7"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextGenerateVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--restore", required = true, paramLabel = "BUNDLE", description = "What text train has saved")
    Path restore;

    @Option(
            names = "--prime",
            paramLabel = "TEXT",
            description =
                    "The beginning; - reads standard input, as does something piped in. Default: a line end, else the"
                            + " first character known")
    @Nullable
    String prime;

    @Option(names = "--length", paramLabel = "N", description = "Steps to write. Default: 500")
    long length = 500;

    @Option(
            names = "--choice",
            paramLabel = "RULE",
            completionCandidates = Candidates.Choices.class,
            description = "hard: always the likeliest; soft: by chance. Default: soft")
    String choice = "soft";

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "For soft: below 1 more likely, above 1 more surprising. Default: 1")
    double temperature = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The same seed writes the same. Default: another each time")
    @Nullable
    Long seed;

    @Override
    public Integer call() throws IOException {
        if (length < 0) {
            throw new WrongUsageException("--length must be >= 0, was " + length);
        }
        Choice rule = rule();
        String begin = TextInput.orPiped(prime, System.in);
        TextModel<?> model = new TextBundleFile(new Dl4jWeights()).load(restore).model();
        return write(model, begin, rule);
    }

    private Choice rule() {
        SplittableRandom chance = new SplittableRandom(seed == null ? System.nanoTime() : seed);
        return switch (choice.toLowerCase(Locale.ROOT)) {
            case "hard" -> Choice.hard();
            case "soft" -> soft(chance);
            default -> throw new WrongUsageException("--choice must be hard or soft, was " + choice);
        };
    }

    private Choice soft(SplittableRandom chance) {
        if (!(temperature > 0)) {
            throw new WrongUsageException("--temperature must be positive, was " + temperature);
        }
        return Choice.soft(temperature, chance::nextDouble);
    }

    private <S> int write(TextModel<S> model, @Nullable String begin, Choice rule) {
        Codec<S> codec = model.codec();
        List<S> first = begin == null || begin.isEmpty() ? List.of(usualBeginning(codec)) : codec.read(begin);
        Generator<S> generator = new Generator<>(model, first, rule);
        PrintWriter out = spec.commandLine().getOut();
        for (long i = 0; i < length && !out.checkError(); i++) {
            out.print(generator.next());
        }
        return out.checkError() ? 1 : 0;
    }

    private static <S> S usualBeginning(Codec<S> codec) {
        for (int output = 0; output < codec.outputs(); output++) {
            if (codec.write(codec.stepOf(output)).equals("\n")) {
                return codec.stepOf(output);
            }
        }
        return codec.stepOf(0);
    }
}
