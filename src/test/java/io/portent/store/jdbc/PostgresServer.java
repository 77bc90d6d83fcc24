package io.portent.store.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real server of its own on a free loopback port, with nothing in it; gone when stopped. It refuses to run as root, so root
 * starts it as the user {@code postgres} that Debian's package makes.
 */
public final class PostgresServer {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static @Nullable PostgresServer shared;

    private final Path programs;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private PostgresServer(Path programs, Path directory, int port) {
        this.programs = programs;
        this.directory = directory;
        this.port = port;
    }

    /** The newest version's programs; null where there are none. */
    private static @Nullable Path programs() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparing(bin ->
                            Integer.valueOf(bin.getName(bin.getNameCount() - 2).toString())))
                    .orElse(null);
        }
    }

    /** One for all tests of this process, started when it is first wanted. Who asks is skipped where it is not installed. */
    public static synchronized PostgresServer shared() throws IOException, InterruptedException {
        PostgresServer running = shared;
        if (running == null) {
            running = start(installed());
            Runtime.getRuntime().addShutdownHook(new Thread(running::stopQuietly));
            shared = running;
        }
        return running;
    }

    /** Where its programs are. Who asks is skipped where there are none. */
    public static Path installed() throws IOException {
        Path programs = programs();
        assumeTrue(programs != null, "NOT CHECKED: PostgreSQL: apt-get install postgresql gives /usr/lib/postgresql");
        return Objects.requireNonNull(programs);
    }

    /** Starts one that the caller stops. */
    public static PostgresServer start(Path programs) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("portent-postgresql");
        if (isRoot()) {
            run(List.of("chown", "postgres", directory.toString()));
        }
        Path data = directory.resolve("data");
        run(asUser(
                programs.resolve("initdb").toString(),
                "--auth=trust",
                "--username=portent",
                "--encoding=UTF8",
                "--no-sync",
                "--pgdata=" + data));
        PostgresServer server = new PostgresServer(programs, directory, freePort());
        server.launch();
        server.awaitReady();
        return server;
    }

    private void launch() throws IOException {
        process = new ProcessBuilder(asUser(
                        programs.resolve("postgres").toString(),
                        "-D",
                        directory.resolve("data").toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=" + directory,
                        "-c",
                        "max_connections=40",
                        // Each test makes a database; what a power cut would do to them is no matter.
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile()))
                .start();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> asUser(String... command) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        words.addAll(List.of(command));
        return words;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() {
        Awaitility.await("PostgreSQL answers").until(this::isReady);
    }

    private boolean isReady() throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        programs.resolve("pg_isready").toString(), "-h", "127.0.0.1", "-p", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return asked.waitFor() == 0;
    }

    private Process process() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** The postmaster; where root has started it, it is the child of runuser. */
    private List<ProcessHandle> servers() {
        return isRoot() ? process().children().toList() : List.of(process().toHandle());
    }

    /** Signal 9 for the server; its own processes see that and end. */
    public void kill() throws InterruptedException {
        servers().forEach(ProcessHandle::destroyForcibly);
        process().waitFor();
    }

    /** Again, with the data that there are. As long as a process of the former one is left it refuses. */
    public void restart() {
        Awaitility.await("PostgreSQL is back").atMost(Duration.ofMinutes(1)).until(() -> {
            if (!process().isAlive()) {
                launch();
            }
            return isReady();
        });
    }

    /**
     * Signal 19 or 18, for all of its processes: it hangs, with its connections open, or goes on. Runuser stops when its child
     * does, and does not go on with it.
     */
    public void freeze(boolean frozen) throws IOException, InterruptedException {
        ProcessHandle parent = process().toHandle();
        for (ProcessHandle each :
                Stream.concat(Stream.of(parent), parent.descendants()).toList()) {
            // One that has ended meanwhile need not be told.
            new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(each.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Where it keeps everything. */
    Path directory() {
        return directory;
    }

    /** One that belongs to the user that it runs as. */
    Path newDirectory(Path path) throws IOException, InterruptedException {
        run(asUser("mkdir", path.toString()));
        return path;
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement to = connection.createStatement()) {
            to.execute(statement);
        }
    }

    /** A new database, with nothing in it. */
    public String newDatabase() throws SQLException {
        String name = "test" + databases.incrementAndGet();
        sql("CREATE DATABASE " + name);
        return url(name);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=portent&password=secret";
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (IOException | InterruptedException e) {
            System.err.println("PostgreSQL is left in " + directory + ": " + e);
        }
    }

    /** SIGINT asks for an end without waiting for clients; runuser hands it on. */
    public void stop() throws IOException, InterruptedException {
        freeze(false);
        List<ProcessHandle> servers = servers();
        for (ProcessHandle server : servers) {
            run(List.of("kill", "-INT", Long.toString(server.pid())));
        }
        if (!process().waitFor(20, TimeUnit.SECONDS)) {
            servers.forEach(ProcessHandle::destroyForcibly);
            process().waitFor();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
