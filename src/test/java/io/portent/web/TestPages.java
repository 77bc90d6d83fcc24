package io.portent.web;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent with nothing to say, and one that takes everything it is told. */
final class TestPages {
    private TestPages() {}

    /** @param metrics the page of that name */
    static WebPages of(String metrics) {
        MetricsPage page = new MetricsPage() {
            @Override
            public String contentType(@Nullable String accept) {
                return "text/plain; version=0.0.4";
            }

            @Override
            public void write(Writer out, @Nullable String accept) throws IOException {
                out.write(metrics);
            }
        };
        return new WebPages("test", page, List::of, Optional::empty, Optional::empty, () -> "[]", horizon -> "5m");
    }

    static Inbox inbox() {
        return new Inbox() {
            @Override
            public String alerts(String body) {
                return "{}";
            }

            @Override
            public String labels(String body) {
                return "{}";
            }

            @Override
            public String interventions(String body) {
                return "{}";
            }

            @Override
            public String takeBack(Map<String, String> query) {
                return "{}";
            }

            @Override
            public String labels(Map<String, String> query, boolean trusted) {
                return trusted ? "\"all\"" : "\"some\"";
            }
        };
    }
}
