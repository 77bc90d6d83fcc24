package io.portent.codec.series;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.portent.codec.BadTextException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON read token by token; whatever is wrong in it is a {@link BadTextException} with line and column. */
final class JsonSource implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(Numeral.LONGEST)
                    .maxNameLength(10_000)
                    .maxStringLength(10_000)
                    .build())
            // Python writes NaN and Infinity.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;

    JsonSource(String text) {
        try {
            this.parser = FACTORY.createParser(text);
        } catch (IOException e) {
            throw new BadTextException("not readable as JSON: " + e.getMessage());
        }
    }

    /** Null at the end. */
    @Nullable
    JsonToken next() {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new BadTextException("not readable as JSON: " + e.getMessage());
        }
    }

    private static BadTextException unreadable(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String what = "not readable as JSON: "
                + e.getOriginalMessage().lines().findFirst().orElse("");
        return at == null ? new BadTextException(what) : Numeral.bad(at.getLineNr(), at.getColumnNr(), what);
    }

    /** @throws BadTextException unless the token is the one that is due; {@code right} says what would be */
    void expect(@Nullable JsonToken token, JsonToken due, String right) {
        if (token != due) {
            throw wrong(right);
        }
    }

    /** Passes over the value that begins with the present token. */
    void skip() {
        try {
            parser.skipChildren();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new BadTextException("not readable as JSON: " + e.getMessage());
        }
    }

    String text() {
        try {
            return parser.getText();
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new BadTextException("not readable as JSON: " + e.getMessage());
        }
    }

    /** The present token as a value of a series; NaN for a gap. */
    double number() {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue()) {
            throw wrong("a number");
        }
        JsonLocation at = parser.currentTokenLocation();
        return Numeral.read(text(), at.getLineNr(), at.getColumnNr());
    }

    BadTextException wrong(String right) {
        JsonLocation at = parser.currentTokenLocation();
        return Numeral.bad(at.getLineNr(), at.getColumnNr(), right + " must stand here");
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new BadTextException("not readable as JSON: " + e.getMessage());
        }
    }
}
