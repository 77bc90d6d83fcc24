package io.portent.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads a configuration, whole or not at all: whatever is wrong with it is one {@link ConfigException}. */
public final class ConfigFile {
    /** Far beyond any real configuration; what is larger is a mistaken file, such as a log. */
    private static final int LARGEST_BYTES = 1 << 20;

    private ConfigFile() {}

    /**
     * Reads the file, with the environment over it.
     *
     * @param environment what {@code ${VAR}} and {@code PORTENT_...} stand for, usually the process's own
     * @throws ConfigException also when the file is missing or cannot be read
     */
    public static AgentConfig load(Path file, Map<String, String> environment) {
        ProblemList problems = new ProblemList();
        String yaml = text(file, problems, "there is no such file; name another with -c FILE");
        return read(file.toString(), yaml, environment, problems);
    }

    /**
     * The same for text that is at hand; empty text gives the defaults.
     *
     * @param name stands for the file in problems
     */
    public static AgentConfig parse(String name, String yaml, Map<String, String> environment) {
        return read(name, yaml, environment, new ProblemList());
    }

    private static AgentConfig read(String name, String yaml, Map<String, String> environment, ProblemList problems) {
        Given given = new Given();
        FileKeys.read(name, yaml, given, problems);
        Overrides.apply(environment, given, problems);
        return new AgentReader(new Settings(name, given, environment, problems)).read();
    }

    /** @param missing what is said where there is none */
    static String text(Path file, ProblemList problems, String missing) {
        Place start = Place.whole(file.toString());
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                problems.add(start, "", "is larger than 1 MiB, which no configuration is");
                return "";
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            problems.add(start, "", missing);
        } catch (CharacterCodingException e) {
            problems.add(start, "", "is not UTF-8 text");
        } catch (IOException e) {
            problems.add(start, "", "cannot be read: " + Quoted.plain(String.valueOf(e.getMessage())));
        }
        return "";
    }
}
