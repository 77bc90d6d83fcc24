package io.portent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portent.health.HealthHistory;
import io.portent.metrics.openmetrics.OpenMetricsWriter;
import io.portent.metrics.openmetrics.PastForecasts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Past forecasts in a file, which appears when it is whole: half of it would make blocks that look like a whole past. */
final class OpenMetricsFile {
    /** Who runs Prometheus is seldom who runs the agent. The umask still counts. */
    private static final String MODE = "rw-r--r--";

    private OpenMetricsFile() {}

    /** For before an hour of work. */
    static void requireWritable(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " cannot be written: it is there and no file");
        }
        try {
            Files.delete(temporaryBeside(file));
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException
                    ? "there is no folder " + file.toAbsolutePath().getParent()
                    : e.toString();
            throw new IOException(file + " cannot be written: " + why, e);
        }
    }

    static void write(Path file, String job, PastForecasts forecasts, HealthHistory health) throws IOException {
        Path temporary = temporaryBeside(file);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    BufferedWriter out = new BufferedWriter(Channels.newWriter(channel, UTF_8))) {
                OpenMetricsWriter.write(out, job, forecasts, health);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path temporaryBeside(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MODE))}
                : new FileAttribute<?>[0];
        return Files.createTempFile(folder, "." + file.getFileName(), ".tmp", attributes);
    }
}
