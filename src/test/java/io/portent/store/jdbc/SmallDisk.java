package io.portent.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A tmpfs of its own, where this user may mount one; else just a directory. Gone when closed. */
public final class SmallDisk implements AutoCloseable {
    private final Path path;
    private final boolean mounted;

    private SmallDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    public static SmallDisk mount(Path path, String options) throws IOException {
        Files.createDirectory(path);
        return new SmallDisk(path, run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()));
    }

    public Path path() {
        return path;
    }

    public boolean mounted() {
        return mounted;
    }

    public void makeReadOnly() throws IOException {
        run("mount", "-o", "remount,ro", path.toString());
    }

    public void makeWritable() throws IOException {
        run("mount", "-o", "remount,rw", path.toString());
    }

    /** Of a disk that is full, makes room. */
    public void resize(String size) throws IOException {
        run("mount", "-o", "remount,size=" + size, path.toString());
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue() == 0;
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            run("umount", path.toString());
        }
    }
}
