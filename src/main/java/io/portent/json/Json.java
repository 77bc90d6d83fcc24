package io.portent.json;

import java.util.Locale;

/** Text to a JSON string. Also safe where a browser takes the answer for HTML: no angle bracket, ampersand or sign that steers stays as it is. */
public final class Json {
    private Json() {}

    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x7f || steers(c)) {
                escape(out, c);
            } else if (Character.isSurrogate(c) && !isPaired(text, i)) {
                escape(out, '\uFFFD');
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Ends lines, or turns or hides what stands around it. */
    private static boolean steers(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void escape(StringBuilder out, char c) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
