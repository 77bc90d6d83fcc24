package io.portent.bundle.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portent.bundle.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void nothingTrained_isNoChampion() throws IOException {
        assertThat(new ModelDirectory(folder.resolve("not/there")).champion()).isNull();
        assertThat(new ModelDirectory(folder).championVersion()).isNull();
    }

    @Test
    void crownedBundle_servesAndNothingElseIsLeftBehind() throws IOException {
        ModelDirectory models = new ModelDirectory(folder.resolve("models"));
        Bundle bundle = Bundles.small();

        String version = models.crown(bundle);
        ModelDirectory.Named champion = models.champion();

        assertThat(version).matches("20260302T032000Z-lstm-logistic-[0-9a-f]{8}");
        assertThat(champion).isNotNull();
        if (champion != null) {
            assertThat(champion.version()).isEqualTo(version);
            assertThat(BundleFile.write(champion.bundle())).isEqualTo(BundleFile.write(bundle));
        }
        assertThat(models.crown(bundle)).isEqualTo(version);
        try (Stream<Path> files = Files.list(folder.resolve("models"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("champion", version + ".portent");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void crownedBundle_isReadableForAnotherUser() throws IOException {
        Path models = folder.resolve("models");
        String version = new ModelDirectory(models).crown(Bundles.small());

        for (String name : List.of("champion", version + ".portent")) {
            // The umask of whoever runs the tests is told by a file of the same directory.
            Files.deleteIfExists(folder.resolve("plain"));
            Files.writeString(folder.resolve("plain"), "");
            Set<PosixFilePermission> plain = Files.getPosixFilePermissions(folder.resolve("plain"));
            plain.remove(PosixFilePermission.GROUP_WRITE);
            assertThat(Files.getPosixFilePermissions(models.resolve(name))).isEqualTo(plain);
        }
    }

    @Test
    void directoryThatCannotBeWritten_isNamedBeforeAnythingIsLearnt() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        ModelDirectory models = new ModelDirectory(folder.resolve("file/models"));

        assertThatThrownBy(models::requireWritable)
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("models cannot be stored in " + folder.resolve("file/models"));
    }

    @Test
    void writableDirectory_isLeftAsItWas() throws IOException {
        new ModelDirectory(folder.resolve("models")).requireWritable();

        assertThat(folder.resolve("models")).isEmptyDirectory();
    }

    @Test
    void aliasThatNamesNoVersion_isRefused() throws IOException {
        for (String hostile : List.of(
                "", "../../etc/passwd", "/etc/passwd", "a b", "a\nb", "a\u0000b", "..\\x", "x".repeat(1_000_000))) {
            Files.writeString(folder.resolve("champion"), hostile);
            assertThatThrownBy(() -> new ModelDirectory(folder).champion())
                    .isExactlyInstanceOf(BadBundleException.class)
                    .hasMessageEndingWith("it does not name a version");
        }
        Files.write(folder.resolve("champion"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 'a'});
        assertThatThrownBy(() -> new ModelDirectory(folder).champion()).isExactlyInstanceOf(BadBundleException.class);
    }

    @Test
    void championThatIsDamaged_isRefused() throws IOException {
        Files.write(folder.resolve("v1.portent"), "not a zip".getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("champion"), "v1\n");

        assertThatThrownBy(() -> new ModelDirectory(folder).champion())
                .isExactlyInstanceOf(BadBundleException.class)
                .hasMessageStartingWith(folder.resolve("v1.portent") + " is not a usable bundle: ");
    }

    @Test
    void bundleByPath_goesByItsFileName() throws IOException {
        BundleFile.save(folder.resolve("mine.portent"), Bundles.small());

        assertThat(ModelDirectory.at(folder.resolve("mine.portent")).version()).isEqualTo("mine");
    }
}
