package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may write, by {@link Request#token}.
 *
 * @param all opens every path; null: there is no such word
 * @param alerts opens the path of alerts alone
 */
public record Tokens(@Nullable String all, @Nullable String alerts) {
    /** Nobody may write. */
    public static final Tokens NONE = new Tokens(null, null);

    /** What a request is allowed. */
    enum Grant {
        ALL,
        ALERTS,
        NOTHING
    }

    /** @param word null where there was none */
    Grant grant(@Nullable String word) {
        if (word == null) {
            return Grant.NOTHING;
        }
        if (same(all, word)) {
            return Grant.ALL;
        }
        return same(alerts, word) ? Grant.ALERTS : Grant.NOTHING;
    }

    /**
     * Null: the request may write.
     *
     * @param least what its word must open
     * @param off what is said where no word would
     */
    @Nullable
    Reply refusal(Request request, Grant least, String off) {
        boolean alertsWillDo = least == Grant.ALERTS;
        if (all == null && (alerts == null || !alertsWillDo)) {
            return Reply.of(403, Reply.TEXT, off);
        }
        Grant grant = grant(request.token());
        if (grant == Grant.NOTHING) {
            return Reply.of(
                            401,
                            Reply.TEXT,
                            "The header Authorization must be Bearer and the token of the agent, or X-Portent-Token the token alone.\n")
                    .with("WWW-Authenticate", "Bearer");
        }
        return grant == Grant.ALL || alertsWillDo
                ? null
                : Reply.of(403, Reply.TEXT, "This token is for alerts alone.\n");
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
