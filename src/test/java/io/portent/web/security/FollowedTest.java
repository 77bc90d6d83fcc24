package io.portent.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedTest {
    private static final String FIRST = "0123456789abcdef-first";
    private static final String SECOND = "0123456789abcdef-second";

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger reads = new AtomicInteger();
    private final List<String> troubles = new ArrayList<>();

    private Followed<String> follow(Path file) {
        return new Followed<>(
                () -> {
                    reads.incrementAndGet();
                    return TokenFile.read(file);
                },
                now::get,
                troubles::add);
    }

    @Test
    void aChange_isTakenWithinASecond_andNotLookedForMoreOften() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), FIRST + "\n");
        Followed<String> followed = follow(file);
        assertThat(followed.get()).isEqualTo(FIRST);
        Files.writeString(file, SECOND + "\r\n");
        now.addAndGet(999_999_999);
        assertThat(followed.get()).isEqualTo(FIRST);
        now.addAndGet(1);
        assertThat(followed.get()).isEqualTo(SECOND);
    }

    @Test
    void withoutChange_nothingIsReadAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), FIRST);
        Followed<String> followed = follow(file);
        for (int i = 0; i < 10; i++) {
            now.addAndGet(1_000_000_000);
            followed.get();
        }
        assertThat(reads)
                .as("once at first, once as nobody knows what happened meanwhile")
                .hasValue(2);
    }

    @Test
    void whatCannotBeRead_leavesTheOld_isToldOnce_andIsTakenOnceItIsRight() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), FIRST);
        Followed<String> followed = follow(file);
        Files.writeString(file, "too short");
        for (int i = 0; i < 5; i++) {
            now.addAndGet(1_000_000_000);
            assertThat(followed.get()).isEqualTo(FIRST);
        }
        assertThat(troubles)
                .singleElement()
                .asString()
                .contains("at least 16 characters")
                .doesNotContain("too short");
        Files.delete(file);
        now.addAndGet(1_000_000_000);
        assertThat(followed.get()).isEqualTo(FIRST);
        assertThat(troubles).hasSize(2);
        Files.writeString(file, SECOND);
        now.addAndGet(1_000_000_000);
        assertThat(followed.get()).isEqualTo(SECOND);
    }

    /** A configuration that names a certificate which is copied there a moment later. */
    @Test
    void whatIsMissing_mayComeLater_alsoWhereNobodyLookedBefore() throws IOException {
        Path first = Files.writeString(folder.resolve("first"), FIRST);
        Path named = Files.writeString(folder.resolve("named"), first.toString());
        Followed<String> followed = new Followed<>(
                () -> {
                    Path file = Path.of(read(named));
                    Followed.Read<String> word = TokenFile.read(file);
                    return new Followed.Read<>(word.value(), List.of(named, file));
                },
                now::get,
                troubles::add);
        Files.writeString(named, folder.resolve("second").toString());
        for (int i = 0; i < 3; i++) {
            now.addAndGet(1_000_000_000);
            assertThat(followed.get()).isEqualTo(FIRST);
        }
        assertThat(troubles).hasSize(1);
        Files.writeString(folder.resolve("second"), SECOND);
        now.addAndGet(1_000_000_000);
        assertThat(followed.get()).isEqualTo(SECOND);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void atFirst_itMustBeRight() {
        assertThatThrownBy(() -> follow(folder.resolve("none")))
                .hasMessage("must hold a token, and cannot be read (NoSuchFileException)");
    }
}
