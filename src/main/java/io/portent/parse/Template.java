package io.portent.parse;

/**
 * The constant part of a message.
 *
 * @param id stable: made from the first message of the template, it does not change when the text generalises later
 * @param text tokens joined by one blank, parameters as {@code <*>}
 */
public record Template(String id, String text) {}
