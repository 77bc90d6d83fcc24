package io.portent.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portent.store.StoreException.Problem;
import io.portent.store.jdbc.PostgresServer;
import io.portent.store.jdbc.SmallDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can befall the store of a running agent, made for real, and mended again as an operator would. */
abstract class Trouble {
    private final String name;
    private final Problem problem;
    private final Path data;

    /**
     * @param problem as which it is to be counted
     * @param data the store's directory, not made yet
     */
    private Trouble(String name, Problem problem, Path data) {
        this.name = name;
        this.problem = problem;
        this.data = data;
    }

    /** @param patient whether one may take minutes */
    static List<Trouble> all(Path directory, boolean patient) {
        List<Trouble> troubles = new ArrayList<>(List.of(
                new FullDisk(directory.resolve("full")),
                new Quota(directory.resolve("quota")),
                new Lock(directory.resolve("locked")),
                new DamageAtRest(directory.resolve("damaged")),
                new DamageUnderway(directory.resolve("rotten")),
                new ReadOnly(directory.resolve("readonly")),
                new Removed(directory.resolve("removed")),
                new NoDirectory(directory.resolve("absent")),
                new ServerKilled(directory.resolve("killed"))));
        if (patient) {
            troubles.add(new ServerHangs(directory.resolve("hanging")));
        }
        return troubles;
    }

    /** Before the agent starts. */
    void prepare() throws Exception {}

    /** The agent runs, and has stored something unless the trouble is there from the start. */
    abstract void strike(RunningAgent agent) throws Exception;

    abstract void mend(RunningAgent agent) throws Exception;

    /** Leaves nothing behind, whether it was mended or not. */
    void end() throws Exception {}

    String name() {
        return name;
    }

    Problem problem() {
        return problem;
    }

    Path data() {
        return data;
    }

    Path file() {
        return data.resolve("store.db");
    }

    /** The store's address, once it is prepared. */
    String url() {
        return "jdbc:sqlite:" + file();
    }

    boolean isThereFromTheStart() {
        return false;
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        int code = process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    /** A tmpfs that something else fills to the last byte. */
    private static final class FullDisk extends Trouble {
        private @Nullable SmallDisk disk;

        FullDisk(Path data) {
            super("the disk is full", Problem.DISK_FULL, data);
        }

        @Override
        void prepare() throws IOException {
            disk = SmallDisk.mount(data(), "size=4m");
            assumeTrue(disk.mounted(), "NOT CHECKED: a full disk under an agent: this user may not mount a tmpfs");
        }

        @Override
        void strike(RunningAgent agent) throws IOException {
            try (OutputStream ballast = Files.newOutputStream(data().resolve("ballast"))) {
                for (byte[] block = new byte[4096]; ; ) {
                    ballast.write(block);
                }
            } catch (IOException full) {
                // As it was meant to be.
            }
        }

        @Override
        void mend(RunningAgent agent) throws IOException {
            Files.delete(data().resolve("ballast"));
        }

        @Override
        void end() throws IOException {
            if (disk != null) {
                disk.close();
            }
        }
    }

    /** Files of this process may not grow; a quota of a user ends in the same failed write, with room on the disk. */
    private static final class Quota extends Trouble {
        Quota(Path data) {
            super("a quota is used up", Problem.DISK_FULL, data);
        }

        @Override
        void prepare() {
            assumeTrue(
                    Files.isExecutable(Path.of("/usr/bin/prlimit")),
                    "NOT CHECKED: a quota: /usr/bin/prlimit of util-linux is missing");
        }

        /** Two pages: no transaction fits into them, and what the agent says does. */
        @Override
        void strike(RunningAgent agent) throws IOException {
            run("prlimit", "--pid", Long.toString(agent.pid()), "--fsize=8192:");
        }

        @Override
        void mend(RunningAgent agent) throws IOException {
            run("prlimit", "--pid", Long.toString(agent.pid()), "--fsize=unlimited:");
        }
    }

    /** Another process is in a transaction for longer than is waited. */
    private static final class Lock extends Trouble {
        private @Nullable Connection other;

        Lock(Path data) {
            super("another process holds the lock", Problem.LOCKED, data);
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            Connection holder = DriverManager.getConnection("jdbc:sqlite:" + file());
            try (Statement statement = holder.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 20000");
                statement.execute("BEGIN EXCLUSIVE");
            }
            other = holder;
        }

        @Override
        void mend(RunningAgent agent) throws Exception {
            end();
        }

        @Override
        void end() throws Exception {
            if (other != null) {
                other.close();
            }
        }
    }

    /** The pages are no longer what was written; the operator moves the file away, as the agent advises. */
    private static class DamageUnderway extends Trouble {
        DamageUnderway(Path data) {
            this("pages are damaged under it", data);
        }

        DamageUnderway(String name, Path data) {
            super(name, Problem.CORRUPT, data);
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            Damage.pages(file());
        }

        @Override
        void mend(RunningAgent agent) throws IOException {
            Files.move(data(), data().resolveSibling(data().getFileName() + ".bad"));
        }
    }

    private static final class DamageAtRest extends DamageUnderway {
        DamageAtRest(Path data) {
            super("pages were damaged while it was stopped", data);
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            agent.stop();
            super.strike(agent);
            agent.start().awaitServing();
        }
    }

    /** A volume that comes back read-only after a restart: what has it open keeps it from becoming so before. */
    private static final class ReadOnly extends Trouble {
        private @Nullable SmallDisk disk;

        ReadOnly(Path data) {
            super("the directory is read-only after a restart", Problem.READ_ONLY, data);
        }

        private SmallDisk disk() {
            if (disk == null) {
                throw new IllegalStateException("not mounted");
            }
            return disk;
        }

        @Override
        void prepare() throws IOException {
            disk = SmallDisk.mount(data(), "size=4m");
            assumeTrue(disk.mounted(), "NOT CHECKED: a read-only volume: this user may not mount a tmpfs");
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            agent.stop();
            disk().makeReadOnly();
            agent.start().awaitServing();
        }

        @Override
        void mend(RunningAgent agent) throws IOException {
            disk().makeWritable();
        }

        @Override
        void end() throws IOException {
            if (disk != null) {
                disk.close();
            }
        }
    }

    /** Somebody tidies up. The agent makes the directory again and reads the logs again: there is nothing to mend. */
    private static final class Removed extends Trouble {
        Removed(Path data) {
            super("its directory is removed under it", Problem.MISSING, data);
        }

        @Override
        void strike(RunningAgent agent) throws IOException {
            delete(data());
        }

        @Override
        void mend(RunningAgent agent) {}
    }

    /** The directory can not even be made: a file has its name. */
    private static final class NoDirectory extends Trouble {
        NoDirectory(Path data) {
            super("its directory is not there and cannot be made", Problem.MISSING, data);
        }

        @Override
        void prepare() throws IOException {
            Files.createFile(data());
        }

        @Override
        void strike(RunningAgent agent) {}

        @Override
        void mend(RunningAgent agent) throws IOException {
            Files.delete(data());
        }

        @Override
        boolean isThereFromTheStart() {
            return true;
        }
    }

    /** The postmaster gets signal 9 and is started again. Skipped where PostgreSQL is not installed. */
    private static class ServerKilled extends Trouble {
        private @Nullable PostgresServer server;
        private String url = "";

        ServerKilled(Path data) {
            this("the PostgreSQL server is killed", data);
        }

        ServerKilled(String name, Path data) {
            super(name, Problem.UNREACHABLE, data);
        }

        @Override
        void prepare() throws Exception {
            server = PostgresServer.start(PostgresServer.installed());
            url = server.newDatabase();
        }

        @Override
        String url() {
            return url;
        }

        PostgresServer server() {
            if (server == null) {
                throw new IllegalStateException("not started");
            }
            return server;
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            server().kill();
        }

        @Override
        void mend(RunningAgent agent) throws Exception {
            server().restart();
        }

        @Override
        void end() throws Exception {
            if (server != null) {
                server.stop();
            }
        }
    }

    /** Its connections stay open and nothing comes of them, as where a network has gone silent. */
    private static final class ServerHangs extends ServerKilled {
        ServerHangs(Path data) {
            super("the PostgreSQL server hangs", data);
        }

        @Override
        void strike(RunningAgent agent) throws Exception {
            server().freeze(true);
        }

        @Override
        void mend(RunningAgent agent) throws Exception {
            server().freeze(false);
        }
    }
}
