package io.portent.pipeline;

import io.portent.parse.Template;
import java.util.List;

/**
 * The messages that a {@link FrozenRecogniser} has met beside its templates, and so does not take for new.
 *
 * @param span number of the span of event time in which it met them
 */
public record Novelty(long span, List<Template> templates) {
    public static final Novelty NONE = new Novelty(Long.MIN_VALUE, List.of());

    public Novelty {
        templates = List.copyOf(templates);
    }
}
