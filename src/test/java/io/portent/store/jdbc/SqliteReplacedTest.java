package io.portent.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portent.store.SomeWindows;
import io.portent.store.StoreException;
import io.portent.store.StoreException.Problem;
import io.portent.store.TimeSpan;
import io.portent.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that is taken away under a running agent stays writable to it, and whatever is written is gone with it: nothing may be
 * acknowledged then.
 */
final class SqliteReplacedTest {
    private final Path directory;
    private final Path file;

    SqliteReplacedTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.file = Files.createDirectory(directory.resolve("data")).resolve("store.db");
    }

    private static JdbcStore open(Path file) {
        return JdbcStore.open("jdbc:sqlite:" + file, Duration.ofMillis(200));
    }

    private static List<Window> stored(JdbcStore store) {
        List<Window> all = new ArrayList<>();
        store.windowReader().windows("shop", TimeSpan.ALL, all::add);
        return all;
    }

    private static void append(JdbcStore store, int minute) {
        store.windowWriter().append("agent", SomeWindows.minutes("shop", minute, 1), List.of());
    }

    private void refuses(ThrowingCallable call, Problem problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        refused -> assertThat(refused.problem())
                                .as(refused.getMessage())
                                .isEqualTo(problem))
                .hasMessageContaining(file.toString());
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path one : files.toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void whatIsGoneIsNotWrittenTo() throws IOException {
        try (JdbcStore store = open(file)) {
            append(store, 0);
            delete();
            refuses(() -> append(store, 1), Problem.MISSING);
            refuses(() -> stored(store), Problem.MISSING);
            Files.delete(file.getParent());
            refuses(() -> append(store, 1), Problem.MISSING);
            assertThat(file.getParent()).doesNotExist();
        }
    }

    @Test
    void anotherFileInItsPlaceIsNeitherReadNorWritten() throws IOException {
        Path backup = directory.resolve("backup.db");
        try (JdbcStore store = open(backup)) {
            append(store, 5);
        }
        try (JdbcStore store = open(file)) {
            append(store, 0);
            delete();
            Files.move(backup, file);
            refuses(() -> append(store, 1), Problem.MISSING);
            refuses(() -> stored(store), Problem.MISSING);
        }
        try (JdbcStore again = open(file)) {
            assertThat(stored(again)).isEqualTo(SomeWindows.minutes("shop", 5, 1));
            again.check();
        }
    }

    @Test
    void theSameFileIsUsedAgainWhenItIsBack() throws IOException {
        Path away = directory.resolve("away");
        try (JdbcStore store = open(file)) {
            append(store, 0);
            Files.move(file.getParent(), away);
            refuses(() -> append(store, 1), Problem.MISSING);
            Files.move(away, file.getParent());
            append(store, 1);
            assertThat(stored(store)).isEqualTo(SomeWindows.minutes("shop", 0, 2));
        }
    }

    /** An agent tries every five seconds, for as long as it takes. */
    @Test
    void aStoreThatCannotBeOpenedLeavesNoFileOpen() throws IOException {
        assumeTrue(
                Files.isDirectory(Path.of("/proc/self/fd")), "NOT CHECKED: open files are not listed in /proc/self/fd");
        Files.write(file, new byte[20_000]);
        for (int i = 0; i < 20; i++) {
            refuses(() -> open(file), Problem.CORRUPT);
        }
        assertThat(openFiles()).noneMatch(open -> open.contains(file.toString()));
    }

    private static List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
            for (Path number : numbers.toList()) {
                if (Files.isSymbolicLink(number)) {
                    open.add(Files.readSymbolicLink(number).toString());
                }
            }
        }
        return open;
    }

    @Test
    void whoUsesAStoreThatWasClosedMeanwhileIsTold() {
        JdbcStore store = open(file);
        append(store, 0);
        store.close();
        refuses(() -> append(store, 1), Problem.UNREACHABLE);
    }
}
