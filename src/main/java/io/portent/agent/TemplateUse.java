package io.portent.agent;

import io.portent.parse.Template;
import java.time.Instant;

/**
 * How often a template occurred, and when.
 *
 * @param first the earliest event time, whatever the order of the lines
 * @param last the latest
 * @param example the message of its first line, without secrets
 */
public record TemplateUse(Template template, long count, Instant first, Instant last, String example) {
    static TemplateUse once(Template template, Instant time, String message) {
        return new TemplateUse(template, 1, time, time, message);
    }

    TemplateUse again(Instant time) {
        return new TemplateUse(
                template, count + 1, time.isBefore(first) ? time : first, time.isAfter(last) ? time : last, example);
    }
}
