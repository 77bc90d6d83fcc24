package io.portent.agent;

import io.portent.config.AgentConfig;
import io.portent.event.FilePosition;
import io.portent.parse.Template;
import io.portent.store.Store;
import io.portent.store.StoreException;
import io.portent.store.TimeSpan;
import io.portent.store.WindowWriter;
import io.portent.window.AssemblerState;
import io.portent.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an engine begins.
 *
 * @param writer the name under which it keeps windows
 * @param windows the last ones of each entity that is still followed, oldest first
 * @param told what their ids stand for, whoever has counted them
 * @param notBefore files without a position are read only if they were written to since
 */
record Past(
        String writer,
        WindowWriter.Resume resume,
        Memos memos,
        List<Window> windows,
        List<Template> told,
        Instant notBefore) {
    /** A rotated file keeps the time of its last line; clocks of a file system and of its writer differ a little. */
    static final Duration SLACK = Duration.ofMinutes(1);

    Past {
        windows = List.copyOf(windows);
        told = List.copyOf(told);
    }

    /** With nothing kept before: the logs of the last data window. */
    static Past none(String writer, AgentConfig config, Instant now) {
        return new Past(writer, WindowWriter.Resume.NOTHING, Memos.NONE, List.of(), List.of(), lookback(config, now));
    }

    private static Instant lookback(AgentConfig config, Instant now) {
        return Lookback.before(now, config.window(), config.forecast().dataWindow());
    }

    /** @throws io.portent.store.StoreException if it cannot be read */
    static Past of(Store store, String writer, AgentConfig config, Instant now) {
        WindowWriter.Resume resume = store.windowWriter().resume(writer);
        if (resume.memos().isEmpty()) {
            return new Past(writer, resume, Memos.NONE, List.of(), List.of(), lookback(config, now));
        }
        Memos memos = memos(resume, writer);
        Instant time = memos.windows().time();
        Instant since = time == null || time.isAfter(now) ? lookback(config, now) : time.minus(SLACK);
        return new Past(
                writer,
                resume,
                memos,
                last(store, memos.windows(), config),
                StoredHistory.told(store.windowReader()),
                since);
    }

    private static Memos memos(WindowWriter.Resume resume, String writer) {
        try {
            return Memos.read(resume.memos());
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Problem.FOREIGN,
                    writer,
                    "what " + writer + " has left in the store to go on from is not as it was written: "
                            + e.getMessage(),
                    e);
        }
    }

    private static List<Window> last(Store store, AssemblerState state, AgentConfig config) {
        Duration reach = config.window().length().multipliedBy(config.forecast().dataWindow());
        List<Window> windows = new ArrayList<>();
        for (AssemblerState.Row row : state.rows()) {
            store.windowReader().windows(row.entity(), new TimeSpan(row.next().minus(reach), row.next()), windows::add);
        }
        return windows;
    }

    List<Template> templates() {
        return resume.templates().stream()
                .map(stored -> new Template(stored.id(), stored.text()))
                .toList();
    }

    List<FilePosition> positions(String source) {
        return resume.positions().stream()
                .filter(position -> position.source().equals(source))
                .map(FilePositions::of)
                .toList();
    }
}
