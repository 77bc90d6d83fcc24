package io.portent.source.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Globs to the regular files that match them now, and no glob of those that exclude. Segment by segment, so that only directories that can
 * match are listed.
 *
 * <p>As in a shell, {@code *} and {@code ?} do not match a leading dot. {@code **} stands for any number of directories and does
 * not follow links, which may be circular. Braces do not span a separator. What is missing matches nothing. A glob that excludes
 * matches a leading dot, too; without a separator it speaks of names, wherever the file lies.
 */
public final class FileGlob {
    private static final String META = "*?[{\\";

    private final List<Glob> globs;
    private final List<List<Segment>> exclude;

    private record Glob(Path from, List<Segment> segments) {}

    /** @param matcher null: the text as it stands */
    private record Segment(String text, @Nullable PathMatcher matcher) {
        static Segment of(String text) {
            boolean plain = text.equals("**") || text.chars().noneMatch(c -> META.indexOf(c) >= 0);
            return new Segment(text, plain ? null : FileSystems.getDefault().getPathMatcher("glob:" + text));
        }

        boolean isAnyDepth() {
            return text.equals("**");
        }

        boolean matches(Path name) {
            return matcher == null ? name.toString().equals(text) : matcher.matches(name);
        }

        boolean lists(Path name) {
            return matches(name) && (text.startsWith(".") || isShown(name));
        }
    }

    public FileGlob(List<String> globs, List<String> exclude) {
        this.globs = globs.stream()
                .map(glob -> new Glob(Path.of(glob.startsWith("/") ? "/" : ""), segments(glob)))
                .toList();
        this.exclude = exclude.stream().map(FileGlob::excluded).toList();
    }

    /** The files of all globs, each once, sorted by path; relative globs give relative paths. */
    public static List<Path> expand(List<String> globs) {
        return new FileGlob(globs, List.of()).files();
    }

    /** The files, each once, sorted by path; relative globs give relative paths. */
    public List<Path> files() {
        return files(unlisted -> {});
    }

    /** @param unlisted told of directories that are there and could not be listed */
    List<Path> files(Consumer<Path> unlisted) {
        SortedSet<Path> found = new TreeSet<>();
        for (Glob glob : globs) {
            if (!glob.segments().isEmpty()) {
                new Walk(found, unlisted).descend(glob.from(), glob.segments());
            }
        }
        found.removeIf(this::isExcluded);
        return List.copyOf(found);
    }

    private boolean isExcluded(Path file) {
        if (exclude.isEmpty()) {
            return false;
        }
        Path whole = file.toAbsolutePath().normalize();
        return exclude.stream().anyMatch(glob -> covers(glob, 0, whole, 0));
    }

    private static boolean covers(List<Segment> glob, int segment, Path path, int name) {
        if (segment == glob.size()) {
            return name == path.getNameCount();
        }
        if (!glob.get(segment).isAnyDepth()) {
            return name < path.getNameCount()
                    && glob.get(segment).matches(path.getName(name))
                    && covers(glob, segment + 1, path, name + 1);
        }
        for (int below = name; below <= path.getNameCount(); below++) {
            if (covers(glob, segment + 1, path, below)) {
                return true;
            }
        }
        return false;
    }

    private static List<Segment> excluded(String glob) {
        if (glob.startsWith("/")) {
            return segments(glob);
        }
        return segments(glob.contains("/") ? Path.of("").toAbsolutePath() + "/" + glob : "**/" + glob);
    }

    private static List<Segment> segments(String glob) {
        List<Segment> segments = new ArrayList<>();
        for (String segment : glob.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.startsWith("**") && segment.length() > 2) {
                segments.add(Segment.of("**")); // **.log: as **/*.log
                segments.add(Segment.of(segment.substring(1)));
            } else {
                segments.add(Segment.of(segment));
            }
        }
        return List.copyOf(segments);
    }

    private record Walk(SortedSet<Path> found, Consumer<Path> unlisted) {
        private static final List<Segment> ANY = List.of(Segment.of("*"));

        void descend(Path at, List<Segment> segments) {
            Segment segment = segments.get(0);
            List<Segment> rest = segments.subList(1, segments.size());
            if (segment.isAnyDepth()) {
                anyDepth(at, rest.isEmpty() ? ANY : rest);
            } else if (segment.matcher() == null) {
                step(at.resolve(segment.text()), rest);
            } else {
                for (Path child : list(at)) {
                    Path name = child.getFileName();
                    if (name != null && segment.lists(name)) {
                        step(child, rest);
                    }
                }
            }
        }

        private void step(Path at, List<Segment> rest) {
            if (!rest.isEmpty()) {
                descend(at, rest);
            } else if (Files.isRegularFile(at)) {
                found.add(at);
            }
        }

        private void anyDepth(Path at, List<Segment> rest) {
            descend(at, rest);
            for (Path child : list(at)) {
                Path name = child.getFileName();
                if (name != null && isShown(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    anyDepth(child, rest);
                }
            }
        }

        private List<Path> list(Path directory) {
            List<Path> children = new ArrayList<>();
            if (!FileGlob.list(directory, children)) {
                unlisted.accept(directory);
            }
            return children;
        }
    }

    private static boolean isShown(Path name) {
        return !name.toString().startsWith(".");
    }

    /** What is in the directory; nothing where there is none. False where it may not be listed now. */
    static boolean list(Path directory, Collection<Path> children) {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                return true; // to list a pipe is to wait for its writer
            }
        } catch (IOException e) {
            return e instanceof NoSuchFileException;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
            return true;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
