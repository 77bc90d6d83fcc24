package io.portent.config;

/** What somebody wrote, fit for one line of a message: in quotes, cut short, without control characters. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    static String plain(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return cut.replaceAll("\\p{Cntrl}|\\p{Cs}", "?");
    }
}
