package io.portent.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param where {@code file:line}, the file alone where it cannot be read, or the name of an environment variable
 * @param key the path of the key, such as {@code forecast.horizons}; empty where the file as a whole is at fault
 * @param message what is wrong and what would be right
 */
public record Problem(String where, String key, String message) {
    @Override
    public String toString() {
        return key.isEmpty() ? where + ": " + message : where + ": " + key + ": " + message;
    }
}
