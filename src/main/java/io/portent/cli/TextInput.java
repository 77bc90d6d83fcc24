package io.portent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that a person names: by file, by option, or by standard input. UTF-8, and nothing else: a wrong character would be learnt. */
final class TextInput {
    private TextInput() {}

    /** One after the other. */
    static String of(List<Path> files) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            all.append(decoded(file.toString(), Files.readAllBytes(file)));
        }
        return all.toString();
    }

    /**
     * The option's value; else what has been piped in; else null. {@code -} asks for standard input to its end. Without
     * an option it is read only where something is there already: a pipe that nobody writes to would be waited for in vain.
     */
    static @Nullable String orPiped(@Nullable String option, InputStream in) throws IOException {
        if (option != null && !option.equals("-")) {
            return option;
        }
        if (option == null && in.available() == 0) {
            return null;
        }
        String piped = piped(in);
        // echo ends its line; the network would take that for a part of the beginning.
        return piped.endsWith("\n") ? piped.substring(0, piped.length() - 1) : piped;
    }

    /** All of it. */
    static String piped(InputStream in) throws IOException {
        return decoded("standard input", in.readAllBytes());
    }

    private static String decoded(String name, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new FailedException(name + " is not UTF-8: byte " + buffer.position() + " begins no character");
        }
    }
}
