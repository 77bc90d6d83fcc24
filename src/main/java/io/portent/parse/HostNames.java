package io.portent.parse;

import java.util.List;
import java.util.Set;

/** Tells {@code mail.example.com} from {@code com.example.Mail}: hosts are lower case and end where packages begin. */
final class HostNames {
    /** Without those that end Java names just as well ({@code java.io}, {@code task.id}). */
    private static final Set<String> LAST = Set.of(
            "com",
            "net",
            "org",
            "edu",
            "gov",
            "mil",
            "biz",
            "cloud",
            "lan",
            "localdomain",
            "cn",
            "jp",
            "kr",
            "tw",
            "hk",
            "ru",
            "ua",
            "pl",
            "cz",
            "de",
            "ch",
            "fr",
            "nl",
            "es",
            "pt",
            "se",
            "fi",
            "dk",
            "uk",
            "ie",
            "br",
            "mx",
            "ar",
            "cl",
            "ca",
            "au",
            "nz",
            "za",
            "tr",
            "gr",
            "ro",
            "hu",
            "il",
            "th",
            "vn",
            "sg",
            "ph",
            "eu",
            "tv",
            "cc");

    private static final List<String> PACKAGES =
            List.of("java.", "javax.", "jakarta.", "sun.", "org.", "com.", "net.", "io.", "scala.", "kotlin.");

    private HostNames() {}

    static boolean looksLike(String text) {
        int end = text.endsWith(".") ? text.length() - 1 : text.length();
        int dot = text.lastIndexOf('.', end - 1);
        if (dot <= 0 || !LAST.contains(text.substring(dot + 1, end))) {
            return false;
        }
        for (String first : PACKAGES) {
            if (text.startsWith(first)) {
                return false;
            }
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
