package io.portent.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Which build this is and what it runs on. */
public final class Versions {
    private static final Properties BUILD = load();

    private Versions() {}

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("/io/portent/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading the version from our own jar", e);
        }
        return properties;
    }

    public static String version() {
        return BUILD.getProperty("version", "unknown");
    }

    public static String revision() {
        return BUILD.getProperty("revision", "unknown");
    }

    /** For a model's card: StrictMath and the native library differ between platforms, and so do the last bits. */
    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        all.put("portent", version());
        all.put("java", System.getProperty("java.version", "unknown"));
        all.put("os", System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown"));
        all.put("deeplearning4j", BUILD.getProperty("deeplearning4j", "unknown"));
        return all;
    }
}
