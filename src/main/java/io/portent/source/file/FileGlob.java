package io.portent.source.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Globs to the regular files that match them now. Segment by segment, so that only directories that can match are listed.
 *
 * <p>As in a shell, {@code *} and {@code ?} do not match a leading dot. {@code **} stands for any number of directories and does
 * not follow links, which may be circular. Braces do not span a separator. What is missing or may not be listed matches nothing.
 */
public final class FileGlob {
    private static final String META = "*?[{\\";

    private FileGlob() {}

    /** The files of all globs, each once, sorted by path; relative globs give relative paths. */
    public static List<Path> expand(List<String> globs) {
        SortedSet<Path> found = new TreeSet<>();
        for (String glob : globs) {
            boolean absolute = glob.startsWith("/");
            List<String> segments = segments(glob);
            if (!segments.isEmpty()) {
                descend(Path.of(absolute ? "/" : ""), segments, found);
            }
        }
        return List.copyOf(found);
    }

    private static List<String> segments(String glob) {
        List<String> segments = new ArrayList<>();
        for (String segment : glob.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.startsWith("**") && segment.length() > 2) {
                segments.add("**"); // **.log: as **/*.log
                segments.add(segment.substring(1));
            } else {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static void descend(Path at, List<String> segments, SortedSet<Path> found) {
        String segment = segments.get(0);
        List<String> rest = segments.subList(1, segments.size());
        if (segment.equals("**")) {
            anyDepth(at, rest.isEmpty() ? List.of("*") : rest, found);
        } else if (segment.chars().noneMatch(c -> META.indexOf(c) >= 0)) {
            step(at.resolve(segment), rest, found);
        } else {
            boolean hiddenToo = segment.startsWith(".");
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + segment);
            for (Path child : list(at)) {
                Path name = child.getFileName();
                if (name != null && matcher.matches(name) && (hiddenToo || isShown(name))) {
                    step(child, rest, found);
                }
            }
        }
    }

    private static void step(Path at, List<String> rest, SortedSet<Path> found) {
        if (!rest.isEmpty()) {
            descend(at, rest, found);
        } else if (Files.isRegularFile(at)) {
            found.add(at);
        }
    }

    private static void anyDepth(Path at, List<String> rest, SortedSet<Path> found) {
        descend(at, rest, found);
        for (Path child : list(at)) {
            Path name = child.getFileName();
            if (name != null && isShown(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                anyDepth(child, rest, found);
            }
        }
    }

    private static boolean isShown(Path name) {
        return !name.toString().startsWith(".");
    }

    /** What is in the directory; nothing where it may not be listed. */
    static List<Path> list(Path directory) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // missing, not a directory, or not ours to list
        }
        return children;
    }
}
