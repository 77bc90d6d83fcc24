package io.portent.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.portent.event.FilePosition;
import io.portent.event.RawLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of rotated logs under an agent that is killed now and then. It keeps what was delivered up to some earlier line, and
 * the positions after that; all later lines are forgotten and must come again. In the end each line that was written has been kept once,
 * in the order of its log: as if it had never been killed. Only what was deleted may be missing.
 */
final class ResumeModelTest {
    private static final int SEEDS = 250;
    private static final int STEPS = 50;

    @TempDir
    private Path root;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}: rotated files match the globs")
    @MethodSource("seeds")
    void killedAgent_losesAndRepeatsNothing_ofRotatedFilesWithinTheGlobs(int seed) throws IOException {
        run(seed, "*.log*", false);
    }

    @ParameterizedTest(name = "seed {0}: rotated files do not match the globs")
    @MethodSource("seeds")
    void killedAgent_losesAndRepeatsNothing_ofFilesThatLeaveTheGlobs(int seed) throws IOException {
        run(seed, "*.log", true);
    }

    private void run(int seed, String glob, boolean leaving) throws IOException {
        World world = new World(Files.createDirectories(root.resolve("w" + seed)), new Random(seed));
        Agent agent = new Agent(world.dir + "/" + glob, world);
        for (int step = 0; step < STEPS; step++) {
            switch (world.random.nextInt(6)) {
                case 0 -> agent.poll();
                case 1 -> agent.kill();
                case 2 -> {
                    if (leaving) {
                        agent.poll(); // what comes and goes between two looks, nobody can see
                    }
                    world.rotate();
                }
                default -> world.act();
            }
        }
        agent.kill();
        agent.poll();
        agent.close();
        world.check(agent.texts(), "seed " + seed);
    }

    /** Keeps lines and positions as a store would: those of one commit together. */
    private static final class Agent {
        final String glob;
        final World world;
        final List<RawLine> delivered = new ArrayList<>();
        Map<String, FilePosition> positions = new HashMap<>();
        int kept;
        FileSource source;

        Agent(String glob, World world) {
            this.glob = glob;
            this.world = world;
            this.source = start(List.of());
        }

        private FileSource start(List<FilePosition> resume) {
            return new FileSource("app", FileSpec.of(List.of(glob), 200), null, resume, () -> world.now);
        }

        void poll() throws IOException {
            world.rotations.clear();
            world.history.add("poll");
            while (source.read(1 + world.random.nextInt(5), delivered::add) > 0) {
                // to the end of all that is there
            }
        }

        void kill() throws IOException {
            if (world.random.nextBoolean()) {
                source.read(world.random.nextInt(8), delivered::add); // in the middle of a round
            }
            keep(kept + world.random.nextInt(delivered.size() - kept + 1));
            List<RawLine> repeated = delivered.subList(kept, delivered.size());
            world.history.add("kill, after " + kept + " of " + delivered.size());
            repeated.clear();
            source.close();
            world.rotations.clear();
            source = start(positions.values().stream()
                    .map(at -> FilePosition.of(at.identity(), at.file(), at.offset(), at.line()))
                    .toList());
        }

        private void keep(int end) {
            for (RawLine line : delivered.subList(kept, end)) {
                positions.put(line.position().generation(), line.position());
            }
            kept = end;
            Set<String> useful = new HashSet<>(source.generations());
            for (RawLine line : delivered.subList(end, delivered.size())) {
                FilePosition after = line.position();
                positions.putIfAbsent(after.generation(), after.beginning());
                useful.add(after.generation());
            }
            if (!source.generations().isEmpty()) {
                positions.keySet().retainAll(useful);
            }
        }

        List<String> texts() {
            return delivered.stream().map(RawLine::text).toList();
        }

        void close() throws IOException {
            source.close();
        }
    }

    /** A line is the name of its log, its number within the log, and words. */
    private static final class World {
        final Path dir;
        final Random random;
        final List<String> history = new ArrayList<>();
        final Map<Path, List<String>> written = new HashMap<>();
        final Map<Path, String> halves = new HashMap<>();
        final Map<Path, List<String>> held = new HashMap<>();
        final List<Path> rotated = new ArrayList<>();
        final Set<String> deleted = new HashSet<>();
        /** Since the last look: of one that was cut, rotated again and compressed since then, the rest comes after what is newer. */
        final Map<String, Integer> rotations = new HashMap<>();

        Instant now = Instant.parse("2026-03-04T05:06:07Z");
        int names = 1000;

        World(Path dir, Random random) {
            this.dir = dir;
            this.random = random;
        }

        void act() throws IOException {
            switch (random.nextInt(12)) {
                case 0 -> compress(anyRotated());
                case 1 -> shift(anyRotated());
                case 2 -> {
                    if (random.nextInt(3) == 0) {
                        delete(anyRotated());
                    }
                }
                case 3 ->
                    now = now.plusSeconds(halves.isEmpty() ? random.nextInt(12) : 0); // half lines do not wait for ever
                default -> append(log(), 1 + random.nextInt(4), random.nextInt(3) == 0);
            }
        }

        private Path log() {
            return dir.resolve("ab".charAt(random.nextInt(2)) + ".log");
        }

        private @Nullable Path anyRotated() {
            return rotated.isEmpty() ? null : rotated.get(random.nextInt(rotated.size()));
        }

        private void append(Path log, int lines, boolean half) throws IOException {
            StringBuilder text = new StringBuilder();
            String begun = halves.remove(log);
            for (int i = 0; i < lines; i++) {
                String line = nextLine(log);
                text.append(begun == null ? line : line.substring(begun.length()))
                        .append('\n');
                begun = null;
                written.computeIfAbsent(log, key -> new ArrayList<>()).add(line);
                held.computeIfAbsent(log, key -> new ArrayList<>()).add(line);
            }
            if (half) {
                String start = nextLine(log).substring(0, 20);
                halves.put(log, start);
                text.append(start);
            }
            Files.write(log, text.toString().getBytes(UTF_8), CREATE, APPEND);
            touch(log);
            history.add("append " + log.getFileName() + " " + lines + (half ? " and a half" : ""));
        }

        private String nextLine(Path log) {
            int number = written.getOrDefault(log, List.of()).size();
            return log.getFileName() + " %06d ".formatted(number) + "w".repeat(60 + (number * 7) % 50);
        }

        /** Later than all before. */
        private void touch(Path file) throws IOException {
            now = now.plusMillis(10);
            Files.setLastModifiedTime(file, FileTime.from(now));
        }

        void rotate() throws IOException {
            Path log = log();
            if (!Files.exists(log) || Files.size(log) == 0) {
                return;
            }
            if (halves.containsKey(log)) {
                return;
            }
            Path to = log.resolveSibling(log.getFileName() + "." + names++);
            held.put(to, new ArrayList<>(held.getOrDefault(log, List.of())));
            held.remove(log);
            rotated.add(to);
            rotations.merge(log.getFileName().toString(), 1, Integer::sum);
            if (random.nextInt(3) > 0) {
                Files.move(log, to);
                history.add("rename " + to.getFileName());
            } else {
                Files.copy(log, to);
                touch(to);
                Files.write(log, new byte[0], WRITE, TRUNCATE_EXISTING);
                touch(log);
                history.add("copy and truncate " + to.getFileName());
            }
        }

        private void compress(@Nullable Path file) throws IOException {
            if (file == null || !suffix(file).isEmpty() || rotations.getOrDefault(logOf(file), 0) > 1) {
                return;
            }
            Packed kind = List.of(Packed.GZ, Packed.XZ, Packed.ZST).get(random.nextInt(3));
            Path to = file.resolveSibling(file.getFileName() + kind.suffix());
            Files.write(to, kind.bytes(Files.readString(file)));
            Files.setLastModifiedTime(to, Files.getLastModifiedTime(file));
            Files.delete(file);
            replace(file, to);
            history.add("compress to " + to.getFileName());
        }

        private static String logOf(Path rotated) {
            return rotated.getFileName().toString().substring(0, "a.log".length());
        }

        private static String suffix(Path file) {
            for (Packed kind : Packed.values()) {
                if (file.toString().endsWith(kind.suffix())) {
                    return kind.suffix();
                }
            }
            return "";
        }

        /** As logrotate does with app.log.1. */
        private void shift(@Nullable Path file) throws IOException {
            if (file == null) {
                return;
            }
            String name = file.getFileName().toString();
            Path to = file.resolveSibling(name.substring(0, "a.log.".length()) + names++ + suffix(file));
            Files.move(file, to);
            replace(file, to);
            history.add("shift " + name + " to " + to.getFileName());
        }

        private void replace(Path file, Path by) {
            rotated.set(rotated.indexOf(file), by);
            held.put(by, held.getOrDefault(file, List.of()));
        }

        private void delete(@Nullable Path file) throws IOException {
            if (file == null) {
                return;
            }
            Files.delete(file);
            rotated.remove(file);
            deleted.addAll(held.getOrDefault(file, List.of()));
            history.add("delete " + file.getFileName());
        }

        void check(List<String> kept, String seed) {
            for (Map.Entry<Path, List<String>> log : written.entrySet()) {
                String name = log.getKey().getFileName() + " ";
                List<String> lines =
                        kept.stream().filter(line -> line.startsWith(name)).toList();
                Set<String> seen = new HashSet<>(lines);
                List<String> expected = log.getValue().stream()
                        .filter(line -> !deleted.contains(line) || seen.contains(line))
                        .toList();
                assertThat(shown(lines)).as(() -> seed + ": " + history).isEqualTo(shown(expected));
            }
        }

        private static List<String> shown(List<String> lines) {
            return lines.stream().map(line -> line.substring(0, 12)).toList();
        }
    }
}
