package io.portent.parse;

import java.util.Set;

/** Tells {@code mail.example.com} from {@code com.example.Mail}: hosts are lower case and end where packages begin. */
final class HostNames {
    private static final Set<String> LAST = Set.of(
            "com",
            "net",
            "org",
            "edu",
            "gov",
            "mil",
            "int",
            "info",
            "biz",
            "io",
            "dev",
            "cloud",
            "local",
            "lan",
            "internal",
            "localdomain",
            "cn",
            "jp",
            "kr",
            "tw",
            "hk",
            "in",
            "ru",
            "ua",
            "pl",
            "cz",
            "de",
            "at",
            "ch",
            "fr",
            "be",
            "nl",
            "it",
            "es",
            "pt",
            "se",
            "no",
            "fi",
            "dk",
            "uk",
            "ie",
            "br",
            "mx",
            "ar",
            "cl",
            "ca",
            "us",
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
            "my",
            "id",
            "ph",
            "eu",
            "tv",
            "cc");

    private HostNames() {}

    static boolean looksLike(String text, int from, int to) {
        int end = to > from && text.charAt(to - 1) == '.' ? to - 1 : to;
        int dot = text.lastIndexOf('.', end - 1);
        if (dot <= from || !LAST.contains(text.substring(dot + 1, end))) {
            return false;
        }
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!((c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
