package io.portent.config;

import java.util.List;

/**
 * Which log messages are alike.
 *
 * @param parameters regular expressions of what is a parameter of a message, beside what looks like one
 */
public record TemplatesConfig(List<String> parameters) {
    public TemplatesConfig {
        parameters = List.copyOf(parameters);
    }
}
