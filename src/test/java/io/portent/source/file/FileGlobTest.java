package io.portent.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileGlobTest {
    @TempDir
    private Path dir;

    @Test
    void plainName_isFoundWhereItExists() throws IOException {
        touch("app.log");
        assertThat(expand("app.log")).containsExactly("app.log");
        assertThat(expand("missing.log", "missing/*.log", "missing/**")).isEmpty();
    }

    @Test
    void globsMatchInDirectoriesToo_sortedAndOnce() throws IOException {
        touch("b/app.log", "a/app.log", "a/app.txt", "c/deep/app.log", "ab.log");
        assertThat(expand("*/app.log", "a/*.log", "?b.log")).containsExactly("a/app.log", "ab.log", "b/app.log");
        assertThat(expand("{a,b}/*.{log,txt}")).containsExactly("a/app.log", "a/app.txt", "b/app.log");
    }

    @Test
    void twoStars_standForAnyNumberOfDirectories() throws IOException {
        touch("app.log", "a/app.log", "a/b/c/app.log", "a/b/c/other.txt");
        assertThat(expand("**/app.log")).containsExactly("a/app.log", "a/b/c/app.log", "app.log");
        assertThat(expand("a/**.log")).containsExactly("a/app.log", "a/b/c/app.log");
        assertThat(expand("a/**")).containsExactly("a/app.log", "a/b/c/app.log", "a/b/c/other.txt");
    }

    @Test
    void hiddenFilesAndDirectories_areNotMatchedByStars() throws IOException {
        touch(".app.log", ".git/app.log", ".hidden/x.log");
        assertThat(expand("*.log", "**/*.log", "*/x.log")).isEmpty();
        assertThat(expand(".*.log", ".hidden/*")).containsExactly(".app.log", ".hidden/x.log");
    }

    @Test
    void directoriesAreNoFiles_andCircularLinksEnd() throws IOException {
        touch("a/app.log");
        Files.createDirectory(dir.resolve("dir.log"));
        Files.createSymbolicLink(dir.resolve("a/loop"), dir.resolve("a"));
        assertThat(expand("**/*.log")).containsExactly("a/app.log");
        assertThat(expand("a/loop/*.log")).containsExactly("a/loop/app.log");
    }

    @Test
    void relativeGlobs_giveRelativePaths() {
        assertThat(FileGlob.expand(List.of("pom.xml", "./src/main/java/io/portent/source/package-info.*")))
                .containsExactly(Path.of("pom.xml"), Path.of("src/main/java/io/portent/source/package-info.java"));
    }

    private List<String> expand(String... globs) {
        List<String> absolute = List.of(globs).stream().map(g -> dir + "/" + g).toList();
        return FileGlob.expand(absolute).stream()
                .map(path -> dir.relativize(path).toString())
                .toList();
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = dir.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, "");
        }
    }
}
