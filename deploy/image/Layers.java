import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sorts the runnable form into the layers of the image, so that a new version of the agent is a new layer of some megabytes:
 *
 * <pre>
 *   natives     /opt/portent/natives   of ND4J, OpenBLAS and SQLite, unpacked; the jars that they came in stay out
 *   libraries   /opt/portent/lib       the other people's jars
 *   own         /opt/portent/lib       our jar
 * </pre>
 *
 * <p>All times are the same, so that what has not changed is the same layer in every build.
 *
 * <pre>
 *   java -cp 'target/agent/lib/*' deploy/image/Layers.java target/agent target/layers
 * </pre>
 */
final class Layers {
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final String HOME = "opt/portent";
    private static final String SQLITE_NATIVES = "org/sqlite/native/";

    private final Path agent;
    private final Path layers;
    private final String platform = Loader.getPlatform();

    private Layers(Path agent, Path layers) {
        this.agent = agent;
        this.layers = layers;
    }

    public static void main(String[] arguments) throws IOException {
        new Layers(Path.of(arguments[0]), Path.of(arguments[1])).sort();
    }

    private void sort() throws IOException {
        Path natives = Files.createDirectories(layers.resolve("natives").resolve(HOME).resolve("natives"));
        Path libraries = Files.createDirectories(layers.resolve("libraries").resolve(HOME).resolve("lib"));
        Path own = Files.createDirectories(layers.resolve("own").resolve(HOME).resolve("lib"));
        unpack(natives);
        try (Stream<Path> jars = Files.list(agent.resolve("lib"))) {
            for (Path jar : jars.sorted().toList()) {
                String name = jar.getFileName().toString();
                if (name.equals("portent.jar")) {
                    copy(jar, own.resolve(name));
                } else if (name.startsWith("sqlite-jdbc-")) {
                    splitSqlite(jar, libraries.resolve(name), natives.resolve("libsqlitejdbc.so"));
                } else if (!name.endsWith("-" + platform + ".jar")) {
                    copy(jar, libraries.resolve(name));
                }
            }
        }
        copy(agent.resolve("VERSION"), own.resolveSibling("VERSION"));
        settle();
    }

    /** By use, in the cache that JavaCPP was told of: it alone knows which libraries this platform needs, and under which names. */
    private void unpack(Path natives) throws IOException {
        INDArray two = Nd4j.eye(2);
        System.out.println("natives work: " + two.mmul(two).sumNumber());
        Path cache = Loader.getCacheDir().toPath();
        Set<Path> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(cache)) {
            files.filter(file -> file.getFileName().toString().contains(".so"))
                    .filter(file -> !Files.isSymbolicLink(file) && Files.isRegularFile(file))
                    .forEach(found::add);
        }
        for (Path file : found) {
            copy(file, natives.resolve(file.getFileName()));
        }
        // JavaCPP unpacks one library under two names, 31 MB each.
        Path nolapack = natives.resolve("libopenblas_nolapack.so.0");
        Path openblas = natives.resolve("libopenblas.so.0");
        if (Files.exists(nolapack) && Files.exists(openblas) && Files.mismatch(openblas, nolapack) < 0) {
            Files.delete(nolapack);
            Files.createSymbolicLink(nolapack, openblas.getFileName());
        }
    }

    /** The driver brings natives of twenty platforms, 11 of its 12 MB, and would unpack one into the volume at each start. */
    private void splitSqlite(Path jar, Path rest, Path library) throws IOException {
        String wanted = SQLITE_NATIVES + org.sqlite.util.OSInfo.getNativeLibFolderPathForCurrentOS() + "/libsqlitejdbc.so";
        boolean seen = false;
        try (JarFile in = new JarFile(jar.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(rest))) {
            for (JarEntry entry : List.copyOf(in.stream().toList())) {
                try (InputStream content = in.getInputStream(entry)) {
                    if (entry.getName().equals(wanted)) {
                        Files.copy(content, library, StandardCopyOption.REPLACE_EXISTING);
                        seen = true;
                    } else if (!entry.getName().startsWith(SQLITE_NATIVES)) {
                        ZipEntry kept = new ZipEntry(entry.getName());
                        kept.setLastModifiedTime(TIME);
                        out.putNextEntry(kept);
                        content.transferTo(out);
                        out.closeEntry();
                    }
                }
            }
        }
        if (!seen) {
            throw new IOException(jar + " has no " + wanted);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private void settle() throws IOException {
        Files.walkFileTree(layers, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    String mode = file.getFileName().toString().contains(".so") ? "rwxr-xr-x" : "rw-r--r--";
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
                    Files.setLastModifiedTime(file, TIME);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure) throws IOException {
                Files.setLastModifiedTime(folder, TIME);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
