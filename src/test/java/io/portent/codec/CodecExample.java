package io.portent.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds the example of a codec from elsewhere as its README says, without Maven. */
final class CodecExample {
    private static final Path EXAMPLE = Path.of("src/test/resources/codec-example");

    private CodecExample() {}

    /** @param directory receives the classes and the jar */
    static Path jar(Path directory) {
        try {
            Path classes = Files.createDirectories(directory.resolve("classes"));
            compile(classes);
            Path jar = Files.createDirectories(directory.resolve("codecs")).resolve("codons.jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out)) {
                add(entries, classes);
                add(entries, EXAMPLE.resolve("src/main/resources"));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = new ArrayList<>(
                    List.of("--release", "17", "-Xlint:all,-processing,-classfile,-options", "-proc:none"));
            options.addAll(List.of("-Werror", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(below(EXAMPLE.resolve("src/main/java"))))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    private static void add(JarOutputStream entries, Path root) throws IOException {
        for (Path file : below(root)) {
            entries.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, entries);
            entries.closeEntry();
        }
    }

    private static List<Path> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
