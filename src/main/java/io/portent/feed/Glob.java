package io.portent.feed;

/**
 * A name with {@code *} for any characters and {@code ?} for one. Never more steps than the product of both lengths, whatever the
 * names are.
 */
public record Glob(String pattern) {
    /** Matches every name. */
    public static final Glob ANY = new Glob("*");

    public Glob {
        if (pattern.isBlank()) {
            throw new IllegalArgumentException("pattern must not be blank");
        }
    }

    public boolean matches(String name) {
        int p = 0;
        int star = -1;
        int resume = 0;
        int n = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                // The last star takes one character more.
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}
