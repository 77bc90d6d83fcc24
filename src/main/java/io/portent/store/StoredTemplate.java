package io.portent.store;

/**
 * What the id of a template in a window stands for.
 *
 * @param text tokens joined by one blank, parameters as {@code <*>}; it generalises in time, the id stays. One that was
 *     merged into another has the other's text
 */
public record StoredTemplate(String id, String text) {
    public StoredTemplate {
        Limits.key("template", id);
    }
}
