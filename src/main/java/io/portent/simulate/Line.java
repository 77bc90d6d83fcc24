package io.portent.simulate;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * One log statement of the shop's code.
 *
 * @param message slf4j's form, one <code>{}</code> per argument
 * @param names of the arguments; a named one also becomes a structured field, an empty name stays in the text alone
 */
record Line(Level level, String logger, String message, List<String> names) {
    Line {
        names = List.copyOf(names);
    }

    static Line info(String logger, String text) {
        return of(Level.INFO, logger, text);
    }

    static Line debug(String logger, String text) {
        return of(Level.DEBUG, logger, text);
    }

    static Line warn(String logger, String text) {
        return of(Level.WARN, logger, text);
    }

    static Line error(String logger, String text) {
        return of(Level.ERROR, logger, text);
    }

    /** {@code "paid in {duration_ms} ms"}: the name of the field stands between the braces. */
    private static Line of(Level level, String logger, String text) {
        List<String> names = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            names.add(text.substring(open + 1, close));
            message.append(text, from, open).append("{}");
            from = close + 1;
        }
        return new Line(level, logger, message.append(text.substring(from)).toString(), names);
    }
}
