package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of files, on the disk and on a model that knows nothing of offsets or inodes. What the source delivers at each poll
 * must be what the model says, line by line within each generation of a file.
 */
final class FileSourceModelTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 60;
    private static final int MAX_LINE_BYTES = 40;

    @TempDir
    private Path root;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}: rotation out of the globs, and removal")
    @MethodSource("seeds")
    void filesThatLeaveTheGlobs_areReadToTheirEnd(int seed) throws IOException {
        run(seed, "*.log", true, 256);
    }

    @ParameterizedTest(name = "seed {0}: rotation within the globs, two open files")
    @MethodSource("seeds")
    void fewOpenFiles_followAsManyFiles(int seed) throws IOException {
        run(seed, "*.log*", false, 2);
    }

    private void run(int seed, String glob, boolean leaving, int maxOpen) throws IOException {
        World world = new World(Files.createDirectories(root.resolve("w" + seed)), new Random(seed), leaving);
        try (FileSource source = new FileSource(
                "app",
                FileSpec.of(List.of(world.dir + "/" + glob), MAX_LINE_BYTES),
                null,
                List.of(),
                () -> world.now,
                maxOpen)) {
            for (int step = 0; step < STEPS; step++) {
                if (world.random.nextInt(4) > 0) {
                    world.act();
                    continue;
                }
                world.avoidWhatNobodyCouldSee();
                assertThat(byGeneration(poll(source, world.random)))
                        .as(() -> "seed " + seed + ": " + world.history)
                        .isEqualTo(byGeneration(world.poll()));
            }
        }
        deleteAll(world.dir);
    }

    private static List<String> poll(FileSource source, Random random) throws IOException {
        List<String> lines = new ArrayList<>();
        while (source.read(1 + random.nextInt(5), line -> lines.add(line.text())) > 0) {
            // to the end of all that is there
        }
        return lines;
    }

    /** A line begins with the name of its generation. */
    private static Map<String, List<String>> byGeneration(List<String> lines) {
        Map<String, List<String>> byGeneration = new TreeMap<>();
        for (String line : lines) {
            byGeneration
                    .computeIfAbsent(line.substring(0, line.indexOf(' ')), name -> new ArrayList<>())
                    .add(line);
        }
        return byGeneration;
    }

    private static void deleteAll(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** One file's content from its creation, or last truncation, on. */
    private static final class Generation {
        String name;
        Path path;
        boolean inGlobs = true;
        boolean seen;
        boolean removed;
        long size;
        long readSize;
        String unread = "";
        String half = "";

        @Nullable
        String cutHalf;

        @Nullable
        Instant quietSince;

        Instant lastByte = Instant.MIN;

        Generation(String name, Path path) {
            this.name = name;
            this.path = path;
        }
    }

    private static final class World {
        final Path dir;
        final Random random;
        final boolean leaving;
        final List<Generation> generations = new ArrayList<>();
        final List<String> history = new ArrayList<>();
        Instant now = Instant.parse("2026-03-04T05:06:07Z");
        int names;

        World(Path dir, Random random, boolean leaving) {
            this.dir = dir;
            this.random = random;
            this.leaving = leaving;
        }

        void act() throws IOException {
            switch (random.nextInt(10)) {
                case 0 -> rename(any());
                case 1 -> truncate(any());
                case 2 -> remove(any());
                case 3 -> now = now.plusSeconds(random.nextInt(12));
                default -> write(random.nextInt(4) == 0 ? any() : at(file()));
            }
        }

        private Path file() {
            return dir.resolve("abc".charAt(random.nextInt(3)) + ".log");
        }

        private @Nullable Generation any() {
            return generations.isEmpty() ? null : generations.get(random.nextInt(generations.size()));
        }

        private Generation at(Path path) {
            for (Generation generation : generations) {
                if (generation.path.equals(path)) {
                    return generation;
                }
            }
            Generation created = new Generation(nextName(), path);
            generations.add(created);
            return created;
        }

        private String nextName() {
            return "%06d".formatted(names++);
        }

        private void write(@Nullable Generation to) throws IOException {
            if (to == null || to.removed) {
                return;
            }
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.append(to.name).append(" x".repeat(random.nextInt(30)));
                text.append(random.nextBoolean() ? " \r\n" : " \n");
            }
            if (random.nextInt(3) == 0) {
                text.append(to.name).append(" half");
            }
            write(to, text.toString());
        }

        private void write(Generation to, String text) throws IOException {
            Files.write(to.path, text.getBytes(UTF_8), CREATE, APPEND);
            to.unread += text;
            to.size += text.length();
            history.add("write " + to.name + " " + text.length());
        }

        private void rename(@Nullable Generation it) throws IOException {
            if (it == null || !it.inGlobs || it.size == 0 || !Files.exists(it.path)) {
                return;
            }
            Path to = it.path.resolveSibling(
                    leaving ? "rotated-" + nextName() : it.path.getFileName() + "." + nextName());
            Files.move(it.path, to);
            it.path = to;
            it.inGlobs = !leaving;
            history.add("rename " + it.name);
        }

        private void truncate(@Nullable Generation it) throws IOException {
            if (it == null || !it.inGlobs || !Files.exists(it.path)) {
                return;
            }
            Files.write(it.path, new byte[0], WRITE, TRUNCATE_EXISTING);
            if (it.readSize > 0) {
                it.cutHalf = it.half.isEmpty() ? it.cutHalf : it.half;
                it.half = "";
            }
            history.add("truncate " + it.name);
            it.unread = "";
            it.size = 0;
            it.name = nextName();
        }

        private void remove(@Nullable Generation it) throws IOException {
            if (it == null || !leaving || !it.inGlobs || !Files.deleteIfExists(it.path)) {
                return;
            }
            it.inGlobs = false;
            it.removed = true;
            it.path = dir.resolve("removed");
            history.add("remove " + it.name);
        }

        /** A file cut and then written anew to exactly the size it had, within one tick of its time stamp. */
        void avoidWhatNobodyCouldSee() throws IOException {
            for (Generation it : generations) {
                if (it.size == it.readSize && !it.unread.isEmpty()) {
                    write(it, it.name + " more\n");
                }
            }
        }

        List<String> poll() {
            history.add("poll");
            List<String> lines = new ArrayList<>();
            generations.forEach(it -> poll(it, lines));
            generations.removeIf(it -> !it.inGlobs && (!it.seen || isOver(it)));
            return lines;
        }

        private void poll(Generation it, List<String> lines) {
            if (it.inGlobs) {
                it.seen = it.seen || it.size > 0 || Files.exists(it.path);
            } else if (it.quietSince == null) {
                it.quietSince = now;
            }
            if (!it.seen) {
                return;
            }
            if (it.cutHalf != null) {
                lines.add(cut(it.cutHalf));
                it.cutHalf = null;
            }
            if (!it.inGlobs && !it.unread.isEmpty()) {
                it.quietSince = now;
            }
            String[] parts = (it.half + it.unread).split("\n", -1);
            for (int i = 0; i < parts.length - 1; i++) {
                lines.add(cut(parts[i]));
            }
            it.half = parts[parts.length - 1];
            it.lastByte = it.unread.isEmpty() ? it.lastByte : now;
            it.unread = "";
            it.readSize = it.size;
            if ((isOver(it) || !now.isBefore(it.lastByte.plusSeconds(10))) && !it.half.isEmpty()) {
                lines.add(cut(it.half));
                it.half = "";
            }
        }

        private boolean isOver(Generation it) {
            return it.quietSince != null && !now.isBefore(it.quietSince.plusSeconds(10));
        }

        private static String cut(String line) {
            String kept = line.length() > MAX_LINE_BYTES ? line.substring(0, MAX_LINE_BYTES) : line;
            return kept.endsWith("\r") ? kept.substring(0, kept.length() - 1) : kept;
        }
    }
}
