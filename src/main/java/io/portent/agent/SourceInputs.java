package io.portent.agent;

import io.portent.config.ListenAddress;
import io.portent.config.SourceConfig;
import io.portent.config.SourceInput;
import io.portent.event.FilePosition;
import io.portent.source.LineSource;
import io.portent.source.file.FileGlob;
import io.portent.source.file.FileSource;
import io.portent.source.file.FileSpec;
import io.portent.source.push.Inlet;
import io.portent.source.push.Listener;
import io.portent.source.push.PostedLines;
import io.portent.source.push.PushMeter;
import io.portent.source.push.StandardInput;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the configured inputs stand for. */
public final class SourceInputs {
    private SourceInputs() {}

    /** The files that are there now, sorted; none for an input that is no file. */
    public static List<Path> files(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files
                ? new FileGlob(files.globs(), files.exclude()).files()
                : List.of();
    }

    /** The patterns by which its files are named; none for an input that is no file. */
    static List<String> globs(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? files.globs() : List.of();
    }

    /** What its files are written in. */
    static Charset encoding(SourceConfig source) {
        return source.input() instanceof SourceInput.Files files ? files.encoding() : StandardCharsets.UTF_8;
    }

    /** In words, for people. */
    public static String describe(SourceConfig source) {
        SourceInput input = source.input();
        if (input instanceof SourceInput.Files files) {
            return String.join(" ", files.globs());
        }
        if (input instanceof SourceInput.Stdin) {
            return "standard input";
        }
        if (input instanceof SourceInput.Tcp tcp) {
            return "lines over TCP on " + tcp.listen();
        }
        if (input instanceof SourceInput.Syslog syslog) {
            return "syslog over TCP and UDP on " + syslog.listen();
        }
        return "POST /api/v1/logs";
    }

    /** Its lines, from where a former reader has stopped, or as they are sent. */
    static LineSource open(
            SourceConfig source,
            int maxLineBytes,
            Instant notBefore,
            List<FilePosition> positions,
            Intake intake,
            InstantSource clock) {
        LineSource sent = intake.open(source.name());
        if (sent != null) {
            return sent;
        }
        if (source.input() instanceof SourceInput.Files files) {
            FileSpec spec = new FileSpec(files.globs(), files.exclude(), files.encoding(), maxLineBytes);
            return new FileSource(source.name(), spec, notBefore, positions, clock);
        }
        throw new IllegalArgumentException("no way to read " + source.input());
    }

    /** Where its lines are sent to; null where they are read from files. */
    static @Nullable Inlet inlet(
            SourceConfig source, int maxLineBytes, InputStream stdin, PushMeter meter, InstantSource clock) {
        SourceInput input = source.input();
        String name = source.name();
        if (input instanceof SourceInput.Stdin) {
            return new StandardInput(name, stdin, maxLineBytes, meter, clock);
        }
        if (input instanceof SourceInput.Http) {
            return new PostedLines(name, maxLineBytes, meter, clock);
        }
        if (input instanceof SourceInput.Tcp tcp) {
            ListenAddress at = tcp.listen();
            return new Listener(name, Listener.Protocol.TCP, at.host(), at.port(), maxLineBytes, meter, clock);
        }
        if (input instanceof SourceInput.Syslog syslog) {
            ListenAddress at = syslog.listen();
            return new Listener(name, Listener.Protocol.SYSLOG, at.host(), at.port(), maxLineBytes, meter, clock);
        }
        return null;
    }
}
