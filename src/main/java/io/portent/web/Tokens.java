package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may write, by the word in {@code Authorization: Bearer WORD}.
 *
 * @param all opens every path; null: there is no such word
 * @param alerts opens the path of alerts alone
 */
public record Tokens(@Nullable String all, @Nullable String alerts) {
    /** Nobody may write. */
    public static final Tokens NONE = new Tokens(null, null);

    private static final String SCHEME = "Bearer ";

    /** What a request is allowed. */
    enum Grant {
        ALL,
        ALERTS,
        NOTHING
    }

    /** @param authorization the header; null where there was none */
    Grant grant(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Grant.NOTHING;
        }
        String word = authorization.substring(SCHEME.length()).strip();
        if (same(all, word)) {
            return Grant.ALL;
        }
        return same(alerts, word) ? Grant.ALERTS : Grant.NOTHING;
    }

    /** Takes as long for a word that begins rightly as for any other of its length. */
    private static boolean same(@Nullable String token, String word) {
        return token != null && MessageDigest.isEqual(token.getBytes(UTF_8), word.getBytes(UTF_8));
    }

    /** The words stay out of logs. */
    @Override
    public String toString() {
        return "Tokens[all=" + (all == null ? "none" : "set") + ", alerts=" + (alerts == null ? "none" : "set") + "]";
    }
}
