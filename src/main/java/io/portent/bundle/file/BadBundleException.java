package io.portent.bundle.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.EOFException;
import java.util.stream.Collectors;

/** A file that is not a whole bundle of a known format. The message is for the person who chose the file. */
public final class BadBundleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadBundleException(String file, String why) {
        super(file + " is not a usable bundle: " + why);
    }

    static BadBundleException notUnderstood(String file, Exception cause) {
        return new BadBundleException(file, "its content is not understood: " + why(cause));
    }

    /** In one line: Jackson's own message has one more, with names of classes. */
    private static String why(Exception cause) {
        if (cause instanceof JsonMappingException mapping) {
            String where = mapping.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .map(String::valueOf)
                    .collect(Collectors.joining("."));
            return where + ": "
                    + mapping.getOriginalMessage().lines().findFirst().orElse("");
        }
        if (cause instanceof JsonProcessingException json) {
            return json.getOriginalMessage();
        }
        String message = cause.getMessage();
        return message == null || cause instanceof EOFException ? "it ends too early" : message;
    }
}
