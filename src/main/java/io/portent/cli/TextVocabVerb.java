package io.portent.cli;

import io.portent.codec.text.Vocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "vocab",
        mixinStandardHelpOptions = true,
        description = "Prints the different characters of a text, in the order of their code points.",
        footer = {
            "",
            "Examples:",
            "  agent text vocab FILE > vocab.txt",
            "  agent text train --vocabulary vocab.txt --in PART --out PART.portent"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TextVocabVerb implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "UTF-8. Default: standard input")
    @Nullable
    List<Path> files;

    @Option(names = "--table", description = "One a line, with code point and how often it stands there")
    boolean table;

    @Override
    public Integer call() throws IOException {
        String text = files == null ? TextInput.piped(System.in) : TextInput.of(files);
        PrintWriter out = spec.commandLine().getOut();
        if (!text.isEmpty()) {
            out.print(table ? table(text) : Vocabulary.of(text).text());
        }
        out.flush();
        return 0;
    }

    private static String table(String text) {
        Map<Integer, Long> counts =
                text.codePoints().boxed().collect(Collectors.groupingBy(point -> point, Collectors.counting()));
        Vocabulary vocabulary = Vocabulary.of(text);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("character", "code point", "count"));
        for (int i = 0; i < vocabulary.size(); i++) {
            int point = vocabulary.point(i);
            rows.add(
                    List.of(Vocabulary.name(point), String.format("U+%04X", point), String.valueOf(counts.get(point))));
        }
        return Columns.of(rows);
    }
}
