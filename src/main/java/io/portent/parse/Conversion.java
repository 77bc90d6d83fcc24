package io.portent.parse;

import org.jspecify.annotations.Nullable;

/** What the conversion words of logback and log4j mean to a reader. */
enum Conversion {
    DATE,
    LEVEL,
    LOGGER,
    CLASS,
    MESSAGE,
    /** The rest of the pattern is on other lines. */
    LINE_END,
    /** Writes nothing on the line of the event. */
    NOTHING,
    /** Key=value pairs; with a key, one value. */
    MDC,
    /** As {@link #MDC}, of log4j's map messages. */
    MAP,
    /** Quoted key="value" pairs. */
    KEY_VALUES,
    /** A word that becomes a field of the event under {@link #fieldOf}. */
    FIELD,
    /** Free text that is not kept. A thread's name: it says who wrote, of which there are too many to learn from. */
    SKIPPED,
    /** Only its inner pattern counts. */
    GROUP;

    static @Nullable Conversion of(String word) {
        return switch (word) {
            case "d", "date" -> DATE;
            case "p", "le", "level" -> LEVEL;
            case "c", "lo", "logger" -> LOGGER;
            case "C", "class" -> CLASS;
            case "m", "msg", "message", "s" -> MESSAGE;
            case "n" -> LINE_END;
            case "ex",
                    "exception",
                    "throwable",
                    "xEx",
                    "xException",
                    "xThrowable",
                    "rEx",
                    "rootException",
                    "wEx",
                    "wex",
                    "rThrowable",
                    "nopex",
                    "nopexception",
                    "e" -> NOTHING;
            case "X", "mdc", "MDC" -> MDC;
            case "K", "map", "MAP" -> MAP;
            case "kvp", "maskedKvp" -> KEY_VALUES;
            case "marker",
                    "markerSimpleName",
                    "l",
                    "location",
                    "u",
                    "uuid",
                    "fqcn",
                    "endOfBatch",
                    "L",
                    "line",
                    "M",
                    "method",
                    "F",
                    "file",
                    "r",
                    "relative",
                    "property",
                    "contextName",
                    "cn",
                    "pid",
                    "processId",
                    "sn",
                    "sequenceNumber",
                    "ms",
                    "micros",
                    "nano",
                    "N",
                    "x",
                    "NDC",
                    "tid",
                    "threadId",
                    "T",
                    "tp",
                    "threadPriority" -> FIELD;
            case "t", "thread", "tn", "threadName" -> SKIPPED;
            case "replace",
                    "highlight",
                    "style",
                    "clr",
                    "enc",
                    "encode",
                    "notEmpty",
                    "varsNotEmpty",
                    "variablesNotEmpty",
                    "equals",
                    "equalsIgnoreCase",
                    "maxLen",
                    "maxLength",
                    "gray",
                    "black",
                    "red",
                    "green",
                    "yellow",
                    "blue",
                    "magenta",
                    "cyan",
                    "white",
                    "boldRed",
                    "boldGreen",
                    "boldYellow",
                    "boldBlue",
                    "boldMagenta",
                    "boldCyan",
                    "boldWhite",
                    "" -> GROUP;
            default -> null;
        };
    }

    /** The name of the event's field; null where the value is read but not kept (place in the source: it follows from the template). */
    static @Nullable String fieldOf(String word, @Nullable String option) {
        return switch (word) {
            case "marker", "markerSimpleName" -> "marker";
            case "r", "relative" -> "relative";
            case "contextName", "cn" -> "context";
            case "property" -> option;
            case "x", "NDC" -> "ndc";
            default -> null;
        };
    }

    /** Words whose value is the number of a process or thread. */
    static boolean number(String word) {
        return switch (word) {
            case "pid", "processId", "tid", "threadId" -> true;
            default -> false;
        };
    }

    /** Words whose value holds no blank. */
    static boolean blankless(String word) {
        return switch (word) {
            case "marker", "markerSimpleName", "property", "contextName", "cn", "x", "NDC" -> false;
            default -> true;
        };
    }
}
