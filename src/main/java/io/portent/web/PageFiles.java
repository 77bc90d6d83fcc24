package io.portent.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** What the page is made of beside words: resources that become part of it. */
final class PageFiles {
    /** In this order one script; each uses what stands before it, and in its functions what stands behind it. */
    private static final List<String> SCRIPTS = List.of(
            "base.js",
            "agent.js",
            "words.js",
            "list.js",
            "scale.js",
            "timeline.js",
            "detail.js",
            "past.js",
            "mark.js",
            "main.js");

    private PageFiles() {}

    static String style() {
        return resource("landing.css") + resource("page.css");
    }

    static String script() {
        return SCRIPTS.stream()
                .map(PageFiles::resource)
                .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
    }

    /** The shapes of the states, to be used by name. */
    static String icons() {
        return resource("icons.svg");
    }

    private static String resource(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource must be on the class path: " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
