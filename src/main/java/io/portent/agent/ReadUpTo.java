package io.portent.agent;

import io.portent.event.FilePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** After which line each file of a source stands. Not thread-safe; owned by the reader. */
final class ReadUpTo {
    /** A file that is forgotten here is read again from an earlier position after a restart, which costs time alone. */
    private static final int MOST = 4_096;

    private final Map<String, FilePosition> byFile = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FilePosition> eldest) {
            return size() > MOST;
        }
    };

    @Nullable
    FilePosition last(String file) {
        return byFile.get(file);
    }

    void read(String file, FilePosition after) {
        byFile.put(file, after);
    }
}
