package io.portent.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Lines of JSON, an object each, by one parser that goes on from line to line: to make one for each line took a tenth of its
 * time and a quarter of its memory. A line that is not read to its end leaves the parser somewhere inside it, so the next line gets
 * another one. Not thread-safe.
 *
 * <p>Jackson keeps the names that it has read, to give the same string again: thousands, of any length, from whoever writes the
 * log. They are forgotten after lines of {@value #FORGOTTEN_AFTER} characters, and learnt anew by the next.
 */
final class JsonLines {
    private static final int FORGOTTEN_AFTER = 1 << 20;

    /** Reads an object whose brace has been read. */
    interface ObjectReader {
        /** False where it is none to be read. */
        boolean read(JsonParser json) throws IOException;
    }

    private final Line line = new Line();
    private final Rest rest = new Rest();
    private @Nullable JsonFactory factory;
    private @Nullable JsonParser parser;
    private long characters;

    private static JsonFactory factory() {
        return JsonFactory.builder()
                // Field names of strangers must not fill the JVM's string table.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(64)
                        .maxNumberLength(100)
                        .build())
                .build();
    }

    /** Whether the line is an object, with nothing but blanks around it, that the reader could read to its end. */
    boolean read(String text, ObjectReader reader) {
        boolean whole = false;
        line.begin(text);
        try {
            JsonParser json = parser();
            whole = json.nextToken() == JsonToken.START_OBJECT
                    && reader.read(json)
                    && json.currentToken() == JsonToken.END_OBJECT
                    && isOver(json);
            return whole;
        } catch (IOException malformed) {
            return false;
        } finally {
            characters += text.length();
            if (!whole || characters > FORGOTTEN_AFTER) {
                giveUp();
            }
        }
    }

    private JsonParser parser() throws IOException {
        JsonParser there = parser;
        if (there == null) {
            factory = factory == null ? factory() : factory;
            there = factory.createParser(line);
            parser = there;
        }
        return there;
    }

    /** What the parser has taken of the line, and what it has not. */
    private boolean isOver(JsonParser json) throws IOException {
        rest.blank = true;
        json.releaseBuffered(rest);
        return rest.blank && line.restIsBlank();
    }

    private void giveUp() {
        JsonParser given = parser;
        parser = null;
        try {
            if (given != null) {
                given.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a line in memory cannot fail", e);
        }
        if (characters > FORGOTTEN_AFTER) {
            characters = 0;
            factory = null;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** One line after the other, each of which ends what there is to read. */
    private static final class Line extends Reader {
        private String text = "";
        private int at;

        void begin(String next) {
            text = next;
            at = 0;
        }

        boolean restIsBlank() {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            return at == text.length();
        }

        @Override
        public int read(char[] into, int from, int most) {
            int end = Math.min(text.length(), at + most);
            if (end == at) {
                return -1;
            }
            text.getChars(at, end, into, from);
            int read = end - at;
            at = end;
            return read;
        }

        @Override
        public void close() {}
    }

    /** What follows the object, of what the parser had already taken. */
    private static final class Rest extends Writer {
        private boolean blank;

        @Override
        public void write(char[] text, int from, int count) {
            for (int i = from; i < from + count; i++) {
                blank &= isBlank(text[i]);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
