package io.portent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** What stands below a verb's options: lines to copy, indented, below a line "Example:" or "Examples:", and sentences. */
record Footer(List<String> examples, List<String> notes) {
    private static final String INDENT = "  ";

    static Footer of(CommandSpec verb) {
        List<String> examples = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (String line : verb.usageMessage().footer()) {
            String text = String.format(Locale.ROOT, line);
            if (text.startsWith(INDENT)) {
                examples.add(text.substring(INDENT.length()));
            } else if (!text.isEmpty() && !text.matches("Examples?:")) {
                notes.add(text);
            }
        }
        return new Footer(List.copyOf(examples), List.copyOf(notes));
    }
}
