package io.portent.event;

/**
 * What is kept of a stack trace; the trace itself is dropped, because a feature per frame would drown the templates.
 *
 * @param type the class of the innermost named exception, as written
 * @param frame the first frame below it ({@code com.shop.Cart.add}), without file and line; empty where none was logged
 */
public record Thrown(String type, String frame) {}
