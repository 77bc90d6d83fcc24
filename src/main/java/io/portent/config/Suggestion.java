package io.portent.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant. */
final class Suggestion {
    private Suggestion() {}

    /** Why the key is refused. */
    static String forKey(String section, String name) {
        String path = section.isEmpty() ? name : section + "." + name;
        if (name.indexOf('.') >= 0 && Key.ofPath(path) != null) {
            return "unknown key; write it nested, each part of the path on its own level";
        }
        String similar = nearest(name, Key.namesBelow(section));
        if (similar != null) {
            return "unknown key, did you mean " + similar + "?";
        }
        for (Key key : Key.values()) {
            if (key.path().endsWith("." + name)) {
                return "unknown key; known here: " + String.join(", ", Key.namesBelow(section)) + "; did you mean "
                        + key.path() + "?";
            }
        }
        return "unknown key; known here: " + String.join(", ", Key.namesBelow(section));
    }

    static String forVariable(String variable) {
        String similar = nearest(variable.replaceFirst("_\\d+_", "_N_"), Key.variables());
        return similar == null
                ? "matches no key; a variable is PORTENT_ and the path of a key, such as PORTENT_WEB_LISTEN"
                : "matches no key, did you mean " + similar + "?";
    }

    /** Why a key is refused that must be one of these. */
    static String among(Collection<String> known, String name) {
        String similar = nearest(name, known);
        return similar == null
                ? "unknown key; known here: " + String.join(", ", known)
                : "unknown key, did you mean " + similar + "?";
    }

    private static @Nullable String nearest(String written, Collection<String> known) {
        int best = written.length() < 4 ? 1 : 2;
        List<String> found = new ArrayList<>();
        for (String name : known) {
            // The difference in length bounds the distance, and keeps a key of a megabyte cheap.
            int distance = Math.abs(name.length() - written.length()) > best ? best + 1 : distance(written, name);
            if (distance < best || (distance == best && found.isEmpty())) {
                best = distance;
                found.add(name);
            }
        }
        return found.isEmpty() ? null : found.get(found.size() - 1);
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
