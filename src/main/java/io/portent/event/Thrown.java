package io.portent.event;

/**
 * What is kept of a stack trace; the trace itself is dropped, because a feature per frame would drown the templates.
 *
 * @param type the class of the innermost named exception, as written
 * @param frame the first frame below it ({@code com.shop.Cart.add}), without file and line; empty where none was logged
 */
public record Thrown(String type, String frame) {
    private static final char AT = '@';

    /** What is counted beside the class: it, and where it was thrown. */
    public String place() {
        return type + AT + frame;
    }

    /** The class of a place or of a class. */
    public static String typeOf(String counted) {
        int at = counted.indexOf(AT);
        return at < 0 ? counted : counted.substring(0, at);
    }
}
