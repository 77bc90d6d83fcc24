package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON answer that many ask for again and again: it is written once for all who ask as long as what it is made of is the same, and not
 * sent to those who have it already. Thread-safe.
 */
final class Tagged {
    private @Nullable List<Object> parts;
    private Reply reply = Reply.of(200, "application/json", "");
    private String tag = "";

    /**
     * @param of what it is made of; the same objects, the same answer
     * @param has the tags that the asker has; null: none
     */
    synchronized Reply answer(List<Object> of, Supplier<String> write, @Nullable String has) {
        follow(of, write);
        return has != null && has.contains(tag)
                ? Reply.of(304, "application/json", "").with("ETag", tag)
                : reply;
    }

    /** Weak, because the answer is also sent compressed. */
    synchronized String tag(List<Object> of, Supplier<String> write) {
        follow(of, write);
        return tag;
    }

    private void follow(List<Object> of, Supplier<String> write) {
        if (parts == null || !same(parts, of)) {
            String body = write.get();
            tag = "W/\"" + Html.sha256(body.getBytes(UTF_8)) + "\"";
            reply = Reply.of(200, "application/json", body).with("ETag", tag);
            parts = List.copyOf(of);
        }
    }

    private static boolean same(List<Object> some, List<Object> others) {
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }
}
