package io.portent.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * YAML text to nodes. Reads the parser's stream of tokens, because a bound tree would have lost lines and duplicate
 * keys. Aliases are refused instead of followed, so a few lines cannot unfold to gigabytes.
 */
final class YamlTree {
    private static final int DEEPEST = 20;
    private static final int LARGEST_CHARS = 1 << 20;

    private final String file;
    private final YAMLParser parser;
    private final ProblemList problems;

    private YamlTree(String file, YAMLParser parser, ProblemList problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** Null where there is no document, or none that can be read; the latter is then among the problems. */
    static @Nullable Node read(String file, String yaml, ProblemList problems) {
        if (yaml.length() > LARGEST_CHARS) {
            problems.add(Place.line(file, 1), "", "is longer than 1 Mi characters, which no configuration is");
            return null;
        }
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            return new YamlTree(file, parser, problems).document();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            problems.add(Place.line(file, line), "", "is not YAML: " + sentence(e.getOriginalMessage()));
        } catch (IOException e) {
            problems.add(Place.line(file, 1), "", "is not YAML: " + sentence(String.valueOf(e.getMessage())));
        }
        return null;
    }

    private @Nullable Node document() throws IOException {
        if (parser.nextToken() == null) {
            return null;
        }
        Node root = node("", 0);
        if (parser.nextToken() != null) {
            problems.add(Place.line(file, line()), "", "starts a second YAML document; only one is read");
        }
        return root;
    }

    private Node node(String path, int depth) throws IOException {
        int line = line();
        if (parser.isCurrentAlias()) {
            return unusable(line, path, "YAML aliases (*name) are not supported; write the value out");
        }
        if (depth > DEEPEST) {
            parser.skipChildren();
            return unusable(line, path, "is nested deeper than " + DEEPEST + " levels");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line, path, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(line, path, depth);
        }
        if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
            return unusable(line, path, "binary values are not supported; write text");
        }
        return new Node.Scalar(line, token == JsonToken.VALUE_NULL ? null : parser.getText());
    }

    private Node mapping(int line, String path, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int keyLine = line();
            String name = parser.currentName();
            parser.nextToken();
            entries.add(new Node.Entry(keyLine, name, node(FileKeys.below(path, name), depth + 1)));
        }
        return new Node.Mapping(line, List.copyOf(entries));
    }

    private Node sequence(int line, String path, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path + "[" + items.size() + "]", depth + 1));
        }
        return new Node.Sequence(line, List.copyOf(items));
    }

    private Node unusable(int line, String path, String message) {
        problems.add(Place.line(file, line), path, message);
        return new Node.Unusable(line);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The parser's message without its excerpts of the file, which it indents. */
    private static String sentence(String message) {
        String joined = message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .collect(Collectors.joining(", "));
        return joined.length() <= 300 ? joined : joined.substring(0, 300) + "...";
    }
}
