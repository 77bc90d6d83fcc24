package io.portent.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of log4j 2. Parts that are not always written ({@code %notEmpty{...}}, {@code %equals{...}{...}{...}}) make several
 * patterns of one, with them and without, which are tried in this order.
 */
final class Log4jPattern {
    private static final int MAX_VARIANTS = 16;

    private Log4jPattern() {}

    /** @throws IllegalArgumentException with position and reason */
    static List<List<PatternStep>> compile(String pattern) {
        List<List<PatternStep>> compiled = new ArrayList<>();
        for (List<PatternNode> variant : variants(PatternReader.readLog4j(pattern))) {
            compiled.add(PatternCompiler.compile(variant));
        }
        return compiled;
    }

    static LineFormat format(String pattern) {
        List<LineFormat> formats = new ArrayList<>();
        for (List<PatternStep> steps : compile(pattern)) {
            formats.add(new PatternFormat(pattern, steps));
        }
        return formats.size() == 1 ? formats.get(0) : new EitherFormat(formats);
    }

    private static List<List<PatternNode>> variants(List<PatternNode> nodes) {
        List<List<PatternNode>> all = new ArrayList<>();
        all.add(List.of());
        for (PatternNode node : nodes) {
            List<List<PatternNode>> longer = new ArrayList<>();
            for (List<PatternNode> before : all) {
                for (List<PatternNode> one : variants(node)) {
                    List<PatternNode> joined = new ArrayList<>(before);
                    joined.addAll(one);
                    longer.add(joined);
                }
            }
            if (longer.size() > MAX_VARIANTS) {
                throw PatternReader.refused(0, "more than " + MAX_VARIANTS + " combinations of optional parts");
            }
            all = longer;
        }
        return all;
    }

    private static List<List<PatternNode>> variants(PatternNode node) {
        if (!(node instanceof PatternNode.Word word) || word.children().isEmpty()) {
            return List.of(List.of(node));
        }
        List<List<PatternNode>> inner = variants(word.children());
        List<List<PatternNode>> all = new ArrayList<>();
        for (List<PatternNode> one : inner) {
            all.add(List.of(new PatternNode.Word(word.at(), word.width(), "", List.of(), one)));
        }
        switch (word.word()) {
            case "notEmpty", "varsNotEmpty", "variablesNotEmpty" -> all.add(List.of());
            case "equals", "equalsIgnoreCase" -> {
                String otherwise = word.options().size() > 2 ? word.options().get(2) : "";
                all.add(otherwise.isEmpty() ? List.of() : List.of(new PatternNode.Text(otherwise)));
            }
            default -> {}
        }
        return all;
    }
}
