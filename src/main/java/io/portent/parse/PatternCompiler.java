package io.portent.parse;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a pattern that was read into steps. Refuses, with position and reason, what cannot be read back. */
final class PatternCompiler {
    private final List<PatternStep> steps = new ArrayList<>();
    private int slots;
    private boolean ended;

    private PatternCompiler() {}

    /** @throws IllegalArgumentException with position and reason */
    static List<PatternStep> compile(String pattern) {
        return compile(PatternReader.read(pattern));
    }

    static List<PatternStep> compile(List<PatternNode> nodes) {
        PatternCompiler compiler = new PatternCompiler();
        compiler.addAll(nodes);
        if (compiler.steps.stream().noneMatch(PatternCompiler::isMessage)) {
            throw PatternReader.refused(0, "no %msg on the first line: there would be nothing to read");
        }
        return compiler.withNeighbours();
    }

    private static boolean isMessage(PatternStep step) {
        return step instanceof PatternStep.Free free && free.kind() == PatternStep.Kind.MESSAGE;
    }

    private void addAll(List<PatternNode> nodes) {
        for (PatternNode node : nodes) {
            if (node instanceof PatternNode.Text text) {
                addText(text.text());
            } else if (node instanceof PatternNode.Word word && !ended) {
                addWord(word);
            }
        }
    }

    private void addText(String text) {
        int newline = text.indexOf('\n');
        String onLine = newline < 0 ? text : text.substring(0, newline);
        if (!ended && !onLine.isEmpty()) {
            steps.add(new PatternStep.Literal(onLine));
        }
        ended |= newline >= 0 && !steps.isEmpty();
    }

    private void addWord(PatternNode.Word word) {
        Conversion conversion = Conversion.of(word.word());
        if (conversion == null) {
            throw PatternReader.refused(word.at(), unknown(word.word()));
        }
        switch (conversion) {
            case DATE -> steps.add(new PatternStep.Date(date(word), word.width()));
            case LEVEL -> steps.add(LevelOptions.step(word));
            case LOGGER -> free(PatternStep.Kind.LOGGER, word, null, "");
            case CLASS -> free(PatternStep.Kind.CLASS, word, null, "");
            case MESSAGE -> free(PatternStep.Kind.MESSAGE, word, null, "");
            case LINE_END -> ended = !steps.isEmpty();
            case NOTHING -> {}
            case MDC -> addMdc(word);
            case KEY_VALUES -> free(PatternStep.Kind.QUOTED_PAIRS, word, null, "");
            case MAP -> addMdc(word);
            case FIELD -> addField(word);
            case SKIPPED -> free(PatternStep.Kind.TEXT, word, null, "");
            case GROUP -> addGroup(word);
        }
    }

    private static String unknown(String word) {
        if (word.equals("caller")) {
            return "%caller writes several lines per event and cannot be read back";
        }
        return "unknown conversion word %" + word;
    }

    private void addField(PatternNode.Word word) {
        String option = word.options().isEmpty() ? null : word.options().get(0);
        boolean blankless = Conversion.blankless(word.word());
        boolean number = Conversion.number(word.word());
        free(
                number ? PatternStep.Kind.DIGITS : blankless ? PatternStep.Kind.WORD : PatternStep.Kind.TEXT,
                word,
                Conversion.fieldOf(word.word(), option),
                "");
    }

    private void addMdc(PatternNode.Word word) {
        String key = word.options().isEmpty() ? "" : word.options().get(0);
        if (key.isEmpty() || key.indexOf(',') >= 0) {
            free(PatternStep.Kind.PAIRS, word, null, "");
            return;
        }
        int dash = key.indexOf(":-");
        free(
                PatternStep.Kind.TEXT,
                word,
                (dash < 0 ? key : key.substring(0, dash)).strip(),
                dash < 0 ? "" : key.substring(dash + 2).strip());
    }

    private void addGroup(PatternNode.Word word) {
        boolean padded = word.width().min() > 0;
        int slot = slots;
        if (padded) {
            slots++;
            steps.add(new PatternStep.GroupOpen(slot, word.width()));
        }
        addAll(word.children());
        if (padded) {
            steps.add(new PatternStep.GroupClose(slot, word.width()));
        }
    }

    private void free(PatternStep.Kind kind, PatternNode.Word word, @Nullable String name, String otherwise) {
        steps.add(new PatternStep.Free(kind, slots++, null, word.width(), name, otherwise, false));
    }

    /**
     * Pattern, zone, locale. log4j takes the comma of {@code HH:mm:ss,SSS} for the pattern's own, where logback needs
     * quotes around it: a second part that is no zone belongs to the pattern.
     */
    private static TimePattern date(PatternNode.Word word) {
        List<String> parts = new ArrayList<>();
        for (String option : word.options()) {
            parts.addAll(commaParts(option));
        }
        String pattern = parts.isEmpty() ? "" : parts.remove(0);
        @Nullable ZoneId zone = parts.isEmpty() ? null : zone(parts.get(0));
        if (zone == null && !parts.isEmpty()) {
            pattern = pattern + "," + parts.remove(0);
            zone = parts.isEmpty() ? null : zone(parts.get(0));
        }
        Locale locale = parts.size() > 1 ? Locale.forLanguageTag(parts.get(1).strip()) : Locale.ENGLISH;
        try {
            return TimePattern.compile(pattern, zone, locale);
        } catch (IllegalArgumentException e) {
            throw PatternReader.refused(word.at(), "date pattern '" + pattern + "': " + e.getMessage());
        }
    }

    /** At commas outside of double quotes; the quotes go. */
    private static List<String> commaParts(String option) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < option.length(); i++) {
            char c = option.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip(), ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Joins neighbouring literals and tells each free step what follows it. */
    private List<PatternStep> withNeighbours() {
        List<PatternStep> joined = new ArrayList<>();
        for (PatternStep step : steps) {
            int end = joined.size() - 1;
            if (step instanceof PatternStep.Literal next
                    && end >= 0
                    && joined.get(end) instanceof PatternStep.Literal before) {
                joined.set(end, new PatternStep.Literal(before.text() + next.text()));
            } else {
                joined.add(step);
            }
        }
        for (int i = 0; i < joined.size(); i++) {
            if (joined.get(i) instanceof PatternStep.Free free) {
                joined.set(i, told(free, joined, i));
            }
        }
        return List.copyOf(joined);
    }

    private static PatternStep told(PatternStep.Free free, List<PatternStep> steps, int at) {
        int next = at + 1;
        while (next < steps.size() && steps.get(next) instanceof PatternStep.GroupClose) {
            next++;
        }
        boolean last = next == steps.size();
        String until = !last && steps.get(next) instanceof PatternStep.Literal literal ? literal.text() : null;
        return new PatternStep.Free(free.kind(), free.slot(), until, free.width(), free.name(), free.otherwise(), last);
    }
}
