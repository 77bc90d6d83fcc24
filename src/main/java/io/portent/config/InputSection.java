package io.portent.config;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of one entry of {@code sources} that say where its lines come from, and the rule that it is exactly one of them. */
final class InputSection {
    private final Settings settings;
    private final int index;
    private final Setting<Optional<SourceInput>> http;
    private final Setting<List<String>> exclude;
    private final Setting<Charset> encoding;
    private final List<Setting<Optional<SourceInput>>> all;

    InputSection(Settings settings, int index) {
        this.settings = settings;
        this.index = index;
        this.http = one(Key.SOURCES_HTTP, text -> flag(text, new SourceInput.Http()));
        this.exclude = settings.many(Key.SOURCES_EXCLUDE, Key.SOURCES_EXCLUDE.path(index), Values::glob);
        this.encoding = settings.one(Key.SOURCES_ENCODING, Key.SOURCES_ENCODING.path(index), InputSection::encoding);
        this.all = List.of(
                files(),
                one(Key.SOURCES_STDIN, text -> flag(text, new SourceInput.Stdin())),
                one(Key.SOURCES_TCP, text -> new SourceInput.Tcp(Values.address(text, 5170))),
                one(Key.SOURCES_SYSLOG, text -> new SourceInput.Syslog(Values.address(text, 5514))),
                http);
    }

    private Setting<Optional<SourceInput>> one(Key key, Settings.Parser<SourceInput> parser) {
        return settings.maybe(key.path(index), parser);
    }

    private Setting<Optional<SourceInput>> files() {
        Setting<Optional<List<String>>> globs = settings.maybeMany(Key.SOURCES_FILES.path(index), Values::glob);
        if (globs.isSound() && globs.value().filter(List::isEmpty).isPresent()) {
            settings.reject("must name at least one file or glob", globs);
            return Setting.faulty(globs.key());
        }
        return globs.map(some -> some.map(SourceInput.Files::new));
    }

    private static SourceInput flag(String text, SourceInput input) {
        if (!text.trim().equals("true")) {
            throw Values.refused("true, or the key left out", text);
        }
        return input;
    }

    private List<Setting<Optional<SourceInput>>> given() {
        return all.stream()
                .filter(setting -> !setting.isSound() || setting.value().isPresent())
                .toList();
    }

    /**
     * @param token whether anything opens the paths that write
     * @param taken what only one source may have, and the key that has it
     */
    void check(Setting<Boolean> token, Map<Object, String> taken) {
        List<Setting<Optional<SourceInput>>> given = given();
        if (given.isEmpty()) {
            settings.lacks(path(), "needs one of " + names() + ": where its lines come from");
            return;
        }
        Setting<Optional<SourceInput>> input = given.get(0);
        if (given.size() > 1) {
            settings.reject("goes without " + name(input) + ": a source has one input", given.get(1));
            return;
        }
        Object only = input.isSound() ? exclusive(input.value().orElseThrow()) : null;
        String first = only == null ? null : taken.putIfAbsent(only, input.key());
        if (first != null) {
            settings.reject("must be unique, it is " + first + " already", input);
        }
        if (input.isSound() && !(input.value().orElseThrow() instanceof SourceInput.Files)) {
            checkOfFilesAlone(input);
        }
        if (input == http && token.isSound() && !token.value()) {
            settings.reject("needs a token: set web.token or web.token_file", http);
        }
    }

    private void checkOfFilesAlone(Setting<Optional<SourceInput>> input) {
        if (exclude.isSound() && !exclude.value().isEmpty()) {
            settings.reject("goes with files only, was with " + name(input), exclude);
        }
        if (encoding.isSound() && !encoding.value().equals(StandardCharsets.UTF_8)) {
            settings.reject("goes with files only, was with " + name(input) + ", which is utf-8", encoding);
        }
    }

    private static Charset encoding(String text) {
        List<String> names = List.of("utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1");
        Map<String, Charset> charsets = names.stream().collect(Collectors.toMap(each -> each, Charset::forName));
        return Values.choice(charsets, names, text);
    }

    /** What two sources cannot share; null where they can. */
    private static @Nullable Object exclusive(SourceInput input) {
        if (input instanceof SourceInput.Stdin) {
            return input;
        }
        ListenAddress address = input instanceof SourceInput.Tcp tcp
                ? tcp.listen()
                : input instanceof SourceInput.Syslog syslog ? syslog.listen() : null;
        return address == null || address.port() == 0 ? null : address;
    }

    private String path() {
        return SourceSection.LIST + "[" + index + "]";
    }

    private static String names() {
        return Arrays.stream(Key.values())
                .filter(Key::isInput)
                .map(key -> key.path().substring(SourceSection.LIST.length() + 3))
                .collect(Collectors.joining(", "));
    }

    private static String name(Setting<?> setting) {
        return setting.key().substring(setting.key().lastIndexOf('.') + 1);
    }

    SourceInput build() {
        SourceInput input = given().get(0).value().orElseThrow();
        return input instanceof SourceInput.Files files
                ? new SourceInput.Files(files.globs(), exclude.value(), encoding.value())
                : input;
    }
}
