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
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The keys of one entry of {@code sources}, and the rules between them. */
final class SourceSection {
    static final String LIST = "sources";
    private static final Set<String> PLANNED =
            Set.of("ecs", "log4j", "pattern", "access", "syslog", "cri", "docker", "logfmt", "json");

    private final Setting<String> name;
    private final Setting<List<String>> files;
    private final Setting<FormatKind> format;
    private final Setting<Optional<String>> pattern;
    private final Setting<List<FieldName>> fields;
    private final Setting<ZoneId> zone;
    private final Setting<Boolean> multiline;

    private SourceSection(Settings settings, int index) {
        name = settings.one(Key.SOURCES_NAME, Key.SOURCES_NAME.path(index), SourceSection::name);
        files = settings.many(Key.SOURCES_FILES, Key.SOURCES_FILES.path(index), Values::glob);
        format = settings.one(Key.SOURCES_FORMAT, Key.SOURCES_FORMAT.path(index), SourceSection::format);
        pattern = settings.maybe(Key.SOURCES_PATTERN.path(index), SourceSection::pattern);
        fields = settings.many(Key.SOURCES_FIELDS, Key.SOURCES_FIELDS.path(index), FieldName::parse);
        zone = settings.one(Key.SOURCES_TIMEZONE, Key.SOURCES_TIMEZONE.path(index), Values::zone);
        multiline = settings.one(
                Key.SOURCES_MULTILINE,
                Key.SOURCES_MULTILINE.path(index),
                text -> Values.choice(Map.of("auto", true, "none", false), List.of("auto", "none"), text));
    }

    static Supplier<List<SourceConfig>> readAll(Settings settings) {
        List<SourceSection> sections = settings.each(LIST, index -> new SourceSection(settings, index));
        Map<String, String> keyOfName = new HashMap<>();
        for (SourceSection section : sections) {
            section.check(settings);
            if (section.name.isSound()) {
                String first = keyOfName.putIfAbsent(section.name.value(), section.name.key());
                if (first != null) {
                    settings.reject(
                            "must be unique, " + section.name.value() + " is " + first + " already", section.name);
                }
            }
        }
        return () -> sections.stream().map(SourceSection::build).toList();
    }

    private void check(Settings settings) {
        if (files.isSound() && files.value().isEmpty()) {
            settings.reject("must name at least one file or glob", files);
        }
        if (fields.isSound()
                && format.isSound()
                && !fields.value().isEmpty()
                && !format.value().takesFields()) {
            settings.reject(
                    "goes with " + those(FormatKind::takesFields) + " only, was with " + label(format.value()),
                    fields,
                    format);
        }
        if (format.isSound() && pattern.isSound()) {
            checkPattern(settings);
        }
    }

    private void checkPattern(Settings settings) {
        String text = pattern.value().orElse(null);
        if (text == null) {
            if (format.value().needsPattern()) {
                settings.reject(
                        label(format.value())
                                + " needs the key pattern beside it, such as \"%d %-5level %logger - %msg%n\"",
                        format);
            }
            return;
        }
        FormatKind kind = kind(text);
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
    private FormatKind kind(String text) {
        return format.value() == FormatKind.AUTO ? FormatKind.ofPattern(text) : format.value();
    }

    private static String those(Predicate<FormatKind> which) {
        return Arrays.stream(FormatKind.values())
                .filter(which)
                .map(SourceSection::label)
                .collect(Collectors.joining(", "));
    }

    private SourceConfig build() {
        String text = pattern.value().orElse(null);
        FormatKind kind = text == null ? format.value() : kind(text);
        FormatOptions options = new FormatOptions(fields.value());
        return new SourceConfig(
                name.value(), files.value(), new FormatSpec(kind, text, zone.value(), options), multiline.value());
    }

    private static String name(String text) {
        if (!SourceConfig.NAME.matcher(text).matches()) {
            throw Values.refused("1 to 40 of the characters a-z 0-9 _ -", text);
        }
        return text;
    }

    private static FormatKind format(String text) {
        Map<String, FormatKind> kinds =
                Arrays.stream(FormatKind.values()).collect(Collectors.toMap(SourceSection::label, kind -> kind));
        List<String> names =
                Arrays.stream(FormatKind.values()).map(SourceSection::label).toList();
        if (PLANNED.contains(text) && !kinds.containsKey(text)) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not in this version; must be one of " + String.join(", ", names));
        }
        return Values.choice(kinds, names, text);
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
