package io.portent.config;

import io.portent.parse.FieldName;
import io.portent.parse.FormatKind;
import io.portent.parse.FormatOptions;
import io.portent.parse.FormatSpec;
import io.portent.parse.Formats;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of one entry of {@code sources}, and the rules between them. */
final class SourceSection {
    static final String LIST = "sources";
    private static final String EXAMPLE = "such as \"%d %-5level %logger - %msg%n\"";

    private final Setting<String> name;
    private final InputSection input;
    private final Setting<FormatKind> format;
    private final Setting<FormatKind> inner;
    private final Setting<Optional<String>> pattern;
    private final Setting<List<FieldName>> fields;
    private final Setting<ZoneId> zone;
    private final Setting<Multiline> multiline;

    private SourceSection(Settings settings, int index) {
        name = settings.one(Key.SOURCES_NAME, Key.SOURCES_NAME.path(index), SourceSection::name);
        input = new InputSection(settings, index);
        format = settings.one(Key.SOURCES_FORMAT, Key.SOURCES_FORMAT.path(index), SourceSection::format);
        inner = settings.one(Key.SOURCES_INNER, Key.SOURCES_INNER.path(index), SourceSection::inner);
        pattern = settings.maybe(Key.SOURCES_PATTERN.path(index), SourceSection::pattern);
        fields = settings.many(Key.SOURCES_FIELDS, Key.SOURCES_FIELDS.path(index), FieldName::parse);
        zone = settings.one(Key.SOURCES_TIMEZONE, Key.SOURCES_TIMEZONE.path(index), Values::zone);
        multiline = settings.one(Key.SOURCES_MULTILINE, Key.SOURCES_MULTILINE.path(index), SourceSection::multiline);
    }

    /** @param token whether anything opens the paths that write */
    static Supplier<List<SourceConfig>> readAll(Settings settings, Setting<Boolean> token) {
        List<SourceSection> sections = settings.each(LIST, index -> new SourceSection(settings, index));
        Map<Object, String> keys = new HashMap<>();
        for (SourceSection section : sections) {
            section.check(settings);
            if (section.name.isSound()) {
                String first = keys.putIfAbsent(section.name.value(), section.name.key());
                if (first != null) {
                    settings.reject(
                            "must be unique, " + section.name.value() + " is " + first + " already", section.name);
                }
            }
            section.input.check(token, keys);
        }
        return () -> sections.stream().map(SourceSection::build).toList();
    }

    private void check(Settings settings) {
        if (!format.isSound() || !inner.isSound()) {
            return;
        }
        if (inner.value() != FormatKind.AUTO && !format.value().wraps() && format.value() != FormatKind.AUTO) {
            settings.reject("goes with auto, cri, docker only, was with " + label(format.value()), inner, format);
        }
        if (fields.isSound() && !fields.value().isEmpty() && !effective().takesFields()) {
            settings.reject(
                    "goes with " + those(FormatKind::takesFields) + " only, was with " + label(effective()),
                    fields,
                    format);
        }
        if (pattern.isSound()) {
            checkPattern(settings);
        }
    }

    private void checkPattern(Settings settings) {
        String text = pattern.value().orElse(null);
        if (text == null) {
            FormatKind kind = effective();
            if (kind.needsPattern()) {
                settings.reject(label(kind) + " needs the key pattern beside it, " + EXAMPLE, format, inner);
            }
            return;
        }
        FormatKind kind = effective() == FormatKind.AUTO ? FormatKind.ofPattern(text) : effective();
        if (!kind.takesPattern()) {
            settings.reject(
                    "goes with " + those(FormatKind::takesPattern) + " (or auto) only, was with " + label(kind),
                    pattern,
                    format);
            return;
        }
        String problem = Formats.check(kind, text);
        if (problem != null) {
            settings.reject("as " + label(kind) + " reads it: " + problem, pattern);
        }
    }

    /** auto is told by a pattern as it would be by the lines themselves. */
    private FormatKind effective() {
        boolean outer = format.value().wraps() || format.value() == FormatKind.AUTO;
        return outer ? inner.value() : format.value();
    }

    private static String those(Predicate<FormatKind> which) {
        return Arrays.stream(FormatKind.values())
                .filter(which)
                .map(SourceSection::label)
                .collect(Collectors.joining(", "));
    }

    private SourceConfig build() {
        FormatOptions options = new FormatOptions(
                inner.value(), fields.value(), multiline.value().start());
        SourceInput from = input.build();
        FormatSpec spec = FormatSpec.of(kind(from), pattern.value().orElse(null), zone.value(), options);
        return new SourceConfig(name.value(), from, spec, multiline.value().joins());
    }

    /** What comes to a syslog port needs no guess, and each sender would be guessed anew. */
    private FormatKind kind(SourceInput from) {
        boolean guessed = format.value() == FormatKind.AUTO
                && inner.value() == FormatKind.AUTO
                && pattern.value().isEmpty()
                && fields.value().isEmpty();
        return guessed && from instanceof SourceInput.Syslog ? FormatKind.SYSLOG : format.value();
    }

    /** @param start what a record's first line holds; null: the format tells */
    private record Multiline(boolean joins, @Nullable String start) {}

    private static Multiline multiline(String text) {
        if (!text.startsWith("^")) {
            boolean joins = Values.choice(Map.of("auto", true, "none", false), List.of("auto", "none", "^..."), text);
            return new Multiline(joins, null);
        }
        String problem = FormatOptions.checkStart(text);
        if (problem != null) {
            throw new IllegalArgumentException("is no regular expression: " + problem);
        }
        return new Multiline(true, text);
    }

    private static String name(String text) {
        if (!SourceConfig.NAME.matcher(text).matches()) {
            throw Values.refused("1 to 40 of the characters a-z 0-9 _ -", text);
        }
        return text;
    }

    private static FormatKind format(String text) {
        return format(Arrays.asList(FormatKind.values()), text);
    }

    private static FormatKind inner(String text) {
        return format(
                Arrays.stream(FormatKind.values()).filter(kind -> !kind.wraps()).toList(), text);
    }

    private static FormatKind format(List<FormatKind> all, String text) {
        Map<String, FormatKind> kinds = all.stream().collect(Collectors.toMap(SourceSection::label, kind -> kind));
        return Values.choice(kinds, all.stream().map(SourceSection::label).toList(), text);
    }

    private static String pattern(String text) {
        String pattern = Values.text(text);
        if (!pattern.contains("%") && !pattern.contains("$") && !pattern.contains("<")) {
            throw Values.refused("a pattern such as \"%d %level %logger - %msg%n\"", text);
        }
        return pattern;
    }

    private static String label(FormatKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
