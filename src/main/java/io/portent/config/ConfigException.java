package io.portent.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; its message is one line per problem. */
// No exception of ours is ever serialized: nothing read from disk or network may be.
@SuppressWarnings("serial")
public final class ConfigException extends RuntimeException {
    private final List<Problem> problems;

    ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the file's lines, then of the variables' names; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
