package io.portent.explain;

import io.portent.event.Severity;
import io.portent.window.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that may drive a forecast, and can be taken out of windows.
 *
 * @param id the template's, the value's as {@code id#slot=value}, the exception's or the field's name; empty for what there is one of
 * @param text what a person reads; log text
 * @param severity of a template's events; null where it is not known, and their part of the severity counts then stays
 */
public record Candidate(
        CauseKind kind, String id, String text, @Nullable Severity severity) {

    /** Of windows of which one at least has it, each without it; the same windows where it is not in them. */
    public List<Window> without(List<Window> windows) {
        if (kind == CauseKind.SILENCE) {
            Duration shortest = windows.stream()
                    .map(Window::longestGap)
                    .min(Duration::compareTo)
                    .orElse(Duration.ZERO);
            return windows.stream().map(window -> quiet(window, shortest)).toList();
        }
        return windows.stream()
                .map(window -> count(window) > 0 ? without(window) : window)
                .toList();
    }

    /** How often the window has it; of silence 1 where there is a gap that is more than half of the window. */
    int count(Window window) {
        return switch (kind) {
            case TEMPLATE -> window.templates().getOrDefault(id, 0);
            case VALUE -> window.values().getOrDefault(id, 0);
            case EXCEPTION -> window.exceptions().getOrDefault(id, 0);
            case FIELD ->
                window.fields().containsKey(id) ? window.fields().get(id).count() : 0;
            case SEVERITIES -> window.atLeast(Severity.WARN);
            case SILENCE -> window.longestGap().multipliedBy(2).compareTo(window.length()) > 0 ? 1 : 0;
        };
    }

    private Window without(Window window) {
        Map<Severity, Integer> severities = new HashMap<>(window.severities());
        Map<String, Integer> templates = window.templates();
        Map<String, Integer> values = window.values();
        Map<String, Integer> exceptions = window.exceptions();
        switch (kind) {
            case TEMPLATE -> {
                take(severities, count(window));
                templates = lacking(templates, id::equals);
                values = lacking(values, value -> value.startsWith(id + "#"));
            }
            case VALUE -> values = lacking(values, id::equals);
            case EXCEPTION -> exceptions = lacking(exceptions, id::equals);
            case SEVERITIES -> severities.keySet().removeIf(one -> one.atLeast(Severity.WARN));
            case FIELD, SILENCE -> {}
        }
        return new Window(
                window.entity(),
                window.start(),
                window.length(),
                severities,
                templates,
                values,
                exceptions,
                kind == CauseKind.FIELD ? lacking(window.fields(), id::equals) : window.fields(),
                window.newTemplates(),
                window.longestGap());
    }

    private void take(Map<Severity, Integer> severities, int events) {
        if (severity != null) {
            severities.computeIfPresent(severity, (of, count) -> count > events ? count - events : null);
        }
    }

    private static <T> Map<String, T> lacking(Map<String, T> all, Predicate<String> gone) {
        Map<String, T> rest = new HashMap<>(all);
        rest.keySet().removeIf(gone);
        return rest;
    }

    private static Window quiet(Window window, Duration longest) {
        return new Window(
                window.entity(),
                window.start(),
                window.length(),
                window.severities(),
                window.templates(),
                window.values(),
                window.exceptions(),
                window.fields(),
                window.newTemplates(),
                longest);
    }
}
