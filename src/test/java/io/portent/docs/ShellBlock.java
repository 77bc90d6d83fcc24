package io.portent.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of commands in a document. All are run by a test, but those with {@code <!-- not run: why -->} on the line before, or below a
 * heading that {@code <!-- not run in this section: why -->} follows.
 *
 * @param line of the document, from 1
 * @param notRun why; null where it is run
 */
public record ShellBlock(
        Path document, int line, String commands, @Nullable String notRun) {
    private static final Pattern FENCE = Pattern.compile("^ *```(\\w*) *$");
    private static final Pattern MARK = Pattern.compile("^ *<!-- not run( in this section)?: (.*) -->$");

    /** README.md and every document of docs. */
    public static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    public static List<ShellBlock> of(Path document) throws IOException {
        return of(document, Files.readAllLines(document));
    }

    static List<ShellBlock> of(Path document, List<String> lines) {
        List<ShellBlock> blocks = new ArrayList<>();
        String section = null;
        for (int at = 0; at < lines.size(); at++) {
            section = lines.get(at).startsWith("## ") ? null : section;
            Matcher mark = MARK.matcher(lines.get(at));
            if (mark.matches() && mark.group(1) != null) {
                section = mark.group(2);
            }
            Matcher fence = FENCE.matcher(lines.get(at));
            if (fence.matches()) {
                int end = end(lines, at);
                String language = fence.group(1);
                if (language.equals("sh") || language.equals("bash") || language.equals("console")) {
                    String why = at > 0 ? mark(lines.get(at - 1)) : null;
                    blocks.add(new ShellBlock(
                            document,
                            at + 1,
                            commands(lines.subList(at + 1, end), language),
                            why != null ? why : section));
                }
                at = end;
            }
        }
        return blocks;
    }

    private static @Nullable String mark(String before) {
        Matcher mark = MARK.matcher(before);
        return mark.matches() ? mark.group(2) : null;
    }

    private static int end(List<String> lines, int from) {
        int end = from + 1;
        while (!lines.get(end).strip().equals("```")) {
            end++;
        }
        return end;
    }

    /** Of a session only what is typed. */
    private static String commands(List<String> lines, String language) {
        return lines.stream()
                .map(String::stripIndent)
                .filter(line -> !language.equals("console") || line.startsWith("$ "))
                .map(line -> language.equals("console") ? line.substring(2) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
