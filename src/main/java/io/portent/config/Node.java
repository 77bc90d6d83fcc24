package io.portent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What YAML says, with the line that says it. */
sealed interface Node {
    int line();

    /** Its entries as written, duplicates included. */
    record Mapping(int line, List<Entry> entries) implements Node {}

    record Sequence(int line, List<Node> items) implements Node {}

    /** Text as written, whatever type YAML would see in it; null: {@code null}, {@code ~} or nothing at all. */
    record Scalar(int line, @Nullable String text) implements Node {}

    /** Something that has been reported already. */
    record Unusable(int line) implements Node {}

    /** The line is that of the key; the value may start further down. */
    record Entry(int line, String name, Node value) {}
}
