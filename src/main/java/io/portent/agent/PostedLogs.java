package io.portent.agent;

import io.portent.source.push.PostedLines;
import io.portent.web.LogInbox;
import io.portent.web.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Log lines that others post, to the source that they are meant for. Thread-safe. */
final class PostedLogs implements LogInbox {
    private final Supplier<Map<String, PostedLines>> sources;

    /** @param sources that take what is posted, by name; asked for each request, may be empty */
    PostedLogs(Supplier<Map<String, PostedLines>> sources) {
        this.sources = sources;
    }

    @Override
    public boolean isOpen() {
        return !sources.get().isEmpty();
    }

    @Override
    public OptionalInt logs(@Nullable String source, String sender, InputStream body) throws IOException {
        PostedLines.Taken taken = named(source).take(sender, body);
        return switch (taken.what()) {
            case QUEUED -> OptionalInt.of(taken.lines());
            case NO_ROOM -> OptionalInt.empty();
            case TOO_MANY_LINES ->
                throw new RefusedException("a request must have at most " + PostedLines.MOST_LINES + " lines");
        };
    }

    private PostedLines named(@Nullable String source) {
        Map<String, PostedLines> open = sources.get();
        PostedLines only = source == null && open.size() == 1
                ? open.values().iterator().next()
                : source == null ? null : open.get(source);
        if (only == null) {
            throw new RefusedException(
                    "name the source: ?source= and one of " + String.join(", ", new TreeSet<>(open.keySet())));
        }
        return only;
    }
}
